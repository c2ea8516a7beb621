"""The lighthouse: a small text adventure.

Commands come from standard input, one a line, so the game can be played by hand or replayed from a file:

    python text_adventure.py < walkthrough.txt
"""

import shlex
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum

WIDTH = 72


class Direction(Enum):
    NORTH = "north"
    SOUTH = "south"
    EAST = "east"
    WEST = "west"
    UP = "up"
    DOWN = "down"

    @property
    def opposite(self) -> "Direction":
        pairs = {"north": "south", "east": "west", "up": "down"}
        pairs |= {there: here for here, there in pairs.items()}
        return Direction(pairs[self.value])

    @classmethod
    def parse(cls, word: str) -> "Direction | None":
        matches = [d for d in cls if d.value.startswith(word)]
        return matches[0] if len(matches) == 1 else None


@dataclass
class Item:
    name: str
    description: str
    portable: bool = True
    uses: int | None = None

    def __str__(self) -> str:
        article = "some" if self.name.endswith("s") else "an" if self.name[0] in "aeiou" else "a"
        return f"{article} {self.name}"


@dataclass
class Room:
    name: str
    description: str
    dark: bool = False
    exits: dict[Direction, "Room"] = field(default_factory=dict, repr=False)
    locked: set[Direction] = field(default_factory=set)
    items: dict[str, Item] = field(default_factory=dict)

    def connect(self, direction: Direction, other: "Room", *, locked: bool = False) -> None:
        self.exits[direction] = other
        other.exits[direction.opposite] = self
        if locked:
            self.locked.add(direction)

    def add(self, *items: Item) -> "Room":
        self.items.update((item.name, item) for item in items)
        return self


class GameOver(Exception):
    """Raised by the command that ends the game."""

    def __init__(self, message: str, *, won: bool = False):
        super().__init__(message)
        self.won = won


class CannotDo(Exception):
    """What the player asked for is impossible; the message says why."""


def build_world() -> Room:
    beach = Room("Beach", "Wet sand and driftwood. A lighthouse stands to the north, its lamp dark.")
    hall = Room("Hall", "The round hall at the foot of the lighthouse. Stairs wind up; a hatch leads down.")
    cellar = Room("Cellar", "Barrels, cobwebs, and the smell of old oil.", dark=True)
    stairs = Room("Landing", "Halfway up. Wind whistles through a broken pane.")
    lamp_room = Room("Lamp room", "Glass on all sides, and the great lamp in the middle.")

    beach.connect(Direction.NORTH, hall)
    hall.connect(Direction.DOWN, cellar)
    hall.connect(Direction.UP, stairs)
    stairs.connect(Direction.UP, lamp_room, locked=True)

    beach.add(
        Item("rope", "Three metres of tarred rope."),
        Item("boat", "A rowing boat with a hole in it. It is going nowhere.", portable=False),
    )
    hall.add(Item("lantern", "A hurricane lantern with a little oil in it.", uses=5))
    cellar.add(Item("key", "A brass key, green with age."), Item("oil can", "A can of lamp oil, full."))
    stairs.add(Item("matches", "A box with three dry matches.", uses=3))
    return beach


class Game:
    def __init__(self, start: Room):
        self.room = start
        self.inventory: dict[str, Item] = {}
        self.lantern_lit = False
        self.turns = 0
        self.visited: list[str] = []

    # -- helpers ---------------------------------------------------------

    def say(self, text: str) -> None:
        print(textwrap.fill(text, WIDTH))

    @property
    def can_see(self) -> bool:
        return not self.room.dark or self.lantern_lit

    def find(self, name: str) -> Item:
        for place in (self.inventory, self.room.items if self.can_see else {}):
            if name in place:
                return place[name]
        raise CannotDo(f"You see no {name} here.")

    # -- commands --------------------------------------------------------

    def do_look(self, *words: str) -> None:
        """look [thing]: look around, or at one thing"""
        match words:
            case ():
                self.describe(full=True)
            case ("at", *rest) | rest:
                self.say(self.find(" ".join(rest)).description)

    def describe(self, *, full: bool) -> None:
        print(f"== {self.room.name} ==")
        if not self.can_see:
            self.say("It is pitch dark. You could use some light.")
            return
        if full:
            self.say(self.room.description)
        if self.room.items:
            self.say("You see " + ", ".join(map(str, self.room.items.values())) + ".")
        self.say("Exits: " + ", ".join(sorted(d.value for d in self.room.exits)) + ".")

    def do_go(self, word: str) -> None:
        """go direction: walk (the direction alone will do)"""
        direction = Direction.parse(word)
        if direction is None or direction not in self.room.exits:
            raise CannotDo("You cannot go that way.")
        if direction in self.room.locked:
            raise CannotDo("The door is locked.")
        self.room = self.room.exits[direction]
        full = self.room.name not in self.visited
        if full:
            self.visited.append(self.room.name)
        self.describe(full=full)

    def do_take(self, *words: str) -> None:
        """take thing: pick something up"""
        name = " ".join(words)
        item = self.find(name)
        if name in self.inventory:
            raise CannotDo(f"You already have the {name}.")
        if not item.portable:
            raise CannotDo(f"You cannot carry the {name}.")
        self.inventory[name] = self.room.items.pop(name)
        self.say(f"Taken: {name}.")

    def do_drop(self, *words: str) -> None:
        """drop thing: put something down"""
        name = " ".join(words)
        try:
            self.room.add(self.inventory.pop(name))
        except KeyError:
            raise CannotDo(f"You have no {name}.") from None
        self.say(f"Dropped: {name}.")

    def do_inventory(self) -> None:
        """inventory: list what you carry"""
        if not self.inventory:
            self.say("You carry nothing.")
        for item in sorted(self.inventory.values(), key=lambda item: item.name):
            uses = f" ({item.uses} left)" if item.uses is not None else ""
            print(f"  - {item}{uses}")

    def do_use(self, *words: str) -> None:
        """use thing: use something you carry"""
        name = " ".join(words)
        if name not in self.inventory:
            raise CannotDo(f"You have no {name}.")
        item = self.inventory[name]
        if item.uses is not None:
            if item.uses == 0:
                raise CannotDo(f"The {name} is used up.")
            item.uses -= 1
        match name, self.room.name:
            case "lantern", _:
                if "matches" not in self.inventory:
                    raise CannotDo("You have nothing to light it with.")
                self.lantern_lit = not self.lantern_lit
                self.say(f"The lantern is {'lit' if self.lantern_lit else 'dark'}.")
            case "key", "Landing":
                self.room.locked.discard(Direction.UP)
                self.say("The key turns with a screech. The door above is open.")
            case "oil can", "Lamp room":
                self.room.add(Item("filled lamp", "The great lamp, ready to burn.", portable=False))
                del self.inventory["oil can"]
                self.say("You fill the great lamp.")
            case "matches", "Lamp room" if "filled lamp" in self.room.items:
                raise GameOver("The lamp blazes up. Far out, a ship turns away from the rocks. You have won!", won=True)
            case _:
                raise CannotDo(f"You wave the {name} about. Nothing happens.")

    def do_help(self) -> None:
        """help: this list"""
        for name in sorted(vars(type(self))):
            if name.startswith("do_"):
                print("  " + (getattr(self, name).__doc__ or name[3:]))

    def do_quit(self) -> None:
        """quit: give up"""
        raise GameOver("You sit down on the sand and wait for the tide.")

    # -- the loop --------------------------------------------------------

    def command(self, words: list[str]) -> tuple[Callable[..., None], list[str]]:
        verb, *rest = words
        if not rest and Direction.parse(verb):
            return self.do_go, [verb]
        verb = {"get": "take", "i": "inventory", "l": "look", "examine": "look"}.get(verb, verb)
        method = getattr(self, f"do_{verb}", None)
        if method is None:
            raise CannotDo(f"I do not know how to {verb!r}.")
        return method, [word for word in rest if word not in ("the", "a", "an")]

    def play(self, lines: Iterator[str]) -> bool:
        self.visited.append(self.room.name)
        self.describe(full=True)
        for line in lines:
            print(f"\n> {line.rstrip()}")
            try:
                words = shlex.split(line.lower(), comments=True)
                if not words:
                    continue
                method, arguments = self.command(words)
                self.turns += 1
                method(*arguments)
            except CannotDo as problem:
                self.say(str(problem))
            except (TypeError, ValueError):
                self.say("I do not understand that.")
            except GameOver as end:
                self.say(str(end))
                return end.won
        print()
        self.say("The story breaks off here.")
        return False


def main() -> int:
    game = Game(build_world())
    won = game.play(sys.stdin)
    print(f"\n{game.turns} turns, {len(game.visited)} rooms seen: {', '.join(game.visited)}")
    return 0 if won else 1


if __name__ == "__main__":
    sys.exit(main())
