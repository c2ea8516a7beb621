"""Sorting by natural order, by key and by several keys; bisect and heapq."""
import bisect
import heapq


def run(scale):
    state = 7
    values = []
    for _ in range(scale):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        values.append(state >> 4)
    ordered = sorted(values)
    pairs = sorted(((v % 100, str(v)) for v in values))
    by_key = sorted(values, key=lambda v: (v & 15, -v))
    names = sorted((f"n{v % 1000:03}" for v in values), reverse=True)
    heap = []
    for v in values[: scale // 4]:
        heapq.heappush(heap, v)
    smallest = [heapq.heappop(heap) for _ in range(len(heap))]
    where = [bisect.bisect_left(ordered, v) for v in values[:2000]]
    return ordered[0], pairs[1], by_key[2], names[3], smallest == sorted(smallest), sum(where)


SCALE = 26000
