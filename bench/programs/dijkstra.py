"""Shortest ways through a grid: heapq, tuples, dicts."""
import heapq


def shortest(size):
    cost = {(x, y): (x * 7 + y * 13) % 9 + 1 for x in range(size) for y in range(size)}
    best = {(0, 0): 0}
    heap = [(0, (0, 0))]
    while heap:
        distance, place = heapq.heappop(heap)
        if place == (size - 1, size - 1):
            return distance, len(best)
        if distance > best[place]:
            continue
        x, y = place
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            other = x + dx, y + dy
            if other in cost:
                reached = distance + cost[other]
                if reached < best.get(other, 1 << 30):
                    best[other] = reached
                    heapq.heappush(heap, (reached, other))
    return None


def run(scale):
    return shortest(scale)


SCALE = 130
