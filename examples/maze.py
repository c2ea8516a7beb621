"""Carve a maze, then solve it with A* over a heap, Dijkstra with costs, and a breadth-first search.

    python maze.py                        # the same maze every time
    python maze.py --width 30 --height 12 --seed 5 --braid 0.3
"""

import argparse
import heapq
import itertools
import random
from collections import deque
from collections.abc import Callable, Iterator
from typing import NamedTuple


class Cell(NamedTuple):
    x: int
    y: int

    def __add__(self, other):
        return Cell(self.x + other[0], self.y + other[1])

    def distance(self, other: "Cell") -> int:
        return abs(self.x - other.x) + abs(self.y - other.y)


STEPS = {"N": (0, -1), "S": (0, 1), "W": (-1, 0), "E": (1, 0)}


class Maze:
    """Walls stand between cells; `open` holds the pairs of cells without one."""

    def __init__(self, width: int, height: int):
        if width < 2 or height < 2:
            raise ValueError("a maze needs at least 2 x 2 cells")
        self.width = width
        self.height = height
        self.open: set[frozenset[Cell]] = set()
        self.mud: dict[Cell, int] = {}

    def __contains__(self, cell: Cell) -> bool:
        return 0 <= cell.x < self.width and 0 <= cell.y < self.height

    def __iter__(self) -> Iterator[Cell]:
        return (Cell(x, y) for y, x in itertools.product(range(self.height), range(self.width)))

    def around(self, cell: Cell) -> list[Cell]:
        return [cell + step for step in STEPS.values() if cell + step in self]

    def neighbours(self, cell: Cell) -> list[Cell]:
        return [other for other in self.around(cell) if frozenset((cell, other)) in self.open]

    def cost(self, cell: Cell) -> int:
        return self.mud.get(cell, 1)

    @classmethod
    def carve(cls, width: int, height: int, rng: random.Random, braid: float) -> "Maze":
        """Depth-first carving; `braid` is the share of dead ends that are opened again."""
        maze = cls(width, height)
        start = Cell(rng.randrange(width), rng.randrange(height))
        seen = {start}
        stack = [start]
        while stack:
            fresh = [cell for cell in maze.around(stack[-1]) if cell not in seen]
            if not fresh:
                stack.pop()
                continue
            cell = rng.choice(fresh)
            maze.open.add(frozenset((stack[-1], cell)))
            seen.add(cell)
            stack.append(cell)
        for cell in maze:
            if len(maze.neighbours(cell)) == 1 and rng.random() < braid:
                walls = [other for other in maze.around(cell) if frozenset((cell, other)) not in maze.open]
                maze.open.add(frozenset((cell, rng.choice(walls))))
        for cell in rng.sample(sorted(maze), k=width * height // 6):
            maze.mud[cell] = rng.randint(3, 9)
        return maze

    def render(self, path: list[Cell] = []) -> str:
        on_path = set(path)
        ends = {path[0]: "S", path[-1]: "G"} if path else {}
        lines = ["+" + "--+" * self.width]
        for y in range(self.height):
            row, below = "|", "+"
            for x in range(self.width):
                cell = Cell(x, y)
                east, south = cell + STEPS["E"], cell + STEPS["S"]
                mark = ends.get(cell) or ("•" if cell in on_path else "~" if cell in self.mud else " ")
                row += mark + (" " if mark != "~" else "~")
                row += " " if frozenset((cell, east)) in self.open else "|"
                below += ("  " if frozenset((cell, south)) in self.open else "--") + "+"
            lines += [row, below]
        return "\n".join(lines)


class Search(NamedTuple):
    path: list[Cell]
    cost: int
    visited: int


def walk_back(came_from: dict[Cell, Cell | None], goal: Cell) -> list[Cell]:
    path = []
    cell: Cell | None = goal
    while cell is not None:
        path.append(cell)
        cell = came_from[cell]
    return path[::-1]


def best_first(maze: Maze, start: Cell, goal: Cell, guess: Callable[[Cell], int]) -> Search:
    """A* with the guess of the rest; Dijkstra's algorithm when the guess is always 0."""
    order = itertools.count()
    heap = [(guess(start), next(order), start)]
    came_from: dict[Cell, Cell | None] = {start: None}
    costs = {start: 0}
    closed: set[Cell] = set()
    while heap:
        _, _, cell = heapq.heappop(heap)
        if cell in closed:
            continue
        closed.add(cell)
        if cell == goal:
            return Search(walk_back(came_from, goal), costs[goal], len(closed))
        for other in maze.neighbours(cell):
            cost = costs[cell] + maze.cost(other)
            if cost < costs.get(other, float("inf")):
                costs[other] = cost
                came_from[other] = cell
                heapq.heappush(heap, (cost + guess(other), next(order), other))
    raise LookupError(f"no way from {start} to {goal}")


def breadth_first(maze: Maze, start: Cell, goal: Cell) -> Search:
    """The fewest steps, whatever they cost."""
    queue = deque([start])
    came_from: dict[Cell, Cell | None] = {start: None}
    while queue:
        cell = queue.popleft()
        if cell == goal:
            path = walk_back(came_from, goal)
            return Search(path, sum(map(maze.cost, path[1:])), len(came_from))
        for other in maze.neighbours(cell):
            if other not in came_from:
                came_from[other] = cell
                queue.append(other)
    raise LookupError(f"no way from {start} to {goal}")


def directions(path: list[Cell]) -> str:
    names = {step: name for name, step in STEPS.items()}
    letters = "".join(names[b.x - a.x, b.y - a.y] for a, b in itertools.pairwise(path))
    return "".join(f"{letter}{count if (count := len(list(run))) > 1 else ''}" for letter, run in itertools.groupby(letters))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--width", type=int, default=18)
    parser.add_argument("--height", type=int, default=9)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--braid", type=float, default=0.6, help="share of dead ends to open")
    options = parser.parse_args()

    try:
        maze = Maze.carve(options.width, options.height, random.Random(options.seed), options.braid)
    except ValueError as error:
        parser.error(str(error))
    start, goal = Cell(0, 0), Cell(maze.width - 1, maze.height - 1)

    searches = {
        "A*": best_first(maze, start, goal, goal.distance),
        "Dijkstra": best_first(maze, start, goal, lambda cell: 0),
        "breadth-first": breadth_first(maze, start, goal),
    }
    print(maze.render(searches["A*"].path))
    print()
    print(f"{'search':<15}{'steps':>6}{'cost':>6}{'visited':>9}")
    for name, (path, cost, visited) in searches.items():
        print(f"{name:<15}{len(path) - 1:>6}{cost:>6}{visited:>9}")
    print("\nway of A*:", directions(searches["A*"].path))
    dead_ends = sum(len(maze.neighbours(cell)) == 1 for cell in maze)
    print(f"{len(maze.open)} openings, {dead_ends} dead ends, {len(maze.mud)} muddy cells")
    assert searches["A*"].cost == searches["Dijkstra"].cost <= searches["breadth-first"].cost
    try:
        best_first(Maze(3, 3), Cell(0, 0), Cell(2, 2), lambda cell: 0)
    except LookupError as error:
        print("without openings:", error)


if __name__ == "__main__":
    main()
