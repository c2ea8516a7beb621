"""Counter, defaultdict, deque, OrderedDict, itertools, lru_cache."""
from collections import Counter, OrderedDict, defaultdict, deque
from functools import lru_cache
from itertools import accumulate, chain, combinations, groupby, islice, product


@lru_cache(maxsize=256)
def ways(n, k):
    if n == 0:
        return 1
    if n < 0 or k == 0:
        return 0
    return ways(n - k, k) + ways(n, k - 1)


def run(scale):
    counts = Counter("abracadabra" * (scale // 50))
    groups = defaultdict(list)
    for i in range(scale):
        groups[i % 17].append(i)
    window = deque(maxlen=32)
    best = 0
    for value in chain(range(scale), range(scale, 0, -1)):
        window.append(value)
        best = max(best, window[0])
    order = OrderedDict()
    for i in range(scale):
        order[i % 100] = i
        order.move_to_end(i % 100)
    runs = [(key, len(list(items))) for key, items in groupby(i // 7 for i in range(scale))]
    sums = list(accumulate(range(scale)))
    pairs = sum(a * b for a, b in islice(combinations(range(200), 2), scale // 2))
    grid = sum(a ^ b for a, b in product(range(60), repeat=2))
    return counts.most_common(2), len(groups), best, next(iter(order)), len(runs), sums[-1], pairs, grid, ways(60, 20)


SCALE = 70000
