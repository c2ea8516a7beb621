l = [("b", 2), ("a", 2), ("c", 1)]
l.sort(key=lambda p: p[1]); print(l)
l.sort(key=lambda p: p[1], reverse=True); print(l)
print(sorted([3, 1.5, True, -2]), sorted("banana"), sorted({"b": 1, "a": 2}), sorted([(1, "b"), (1, "a")]), sorted([[2], [1, 5]]))
try:
    sorted([1, "a"])
except TypeError as error:
    print(error)
try:
    [1].sort(lambda x: x)
except TypeError as error:
    print(error)
class Mutator:
    def __init__(self, v): self.v = v
    def __lt__(self, o):
        data.append(1)
        return self.v < o.v
data = [Mutator(2), Mutator(1)]
try:
    data.sort()
except ValueError as error:
    print(error)
import functools
print(sorted(["bb", "a", "CCC"], key=str.lower), sorted([5, 3, 4], key=functools.cmp_to_key(lambda a, b: b - a)))
big = [(i * 7919) % 1009 for i in range(1000)]
print(sorted(big) == sorted(big, reverse=True)[::-1], sorted(big)[:5])
