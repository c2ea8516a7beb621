a, b = {1, 2, 3}, {3, 4}
print(a | b, a & b, a - b, a ^ b, a <= {1, 2, 3, 4}, a < a, a.issuperset([1]), a.isdisjoint([9]), a == frozenset([1, 2, 3]))
s = set()
s.add(1); s.update([2], (3, 4)); s.discard(9); s.remove(1)
print(s, len(s), s.union([9], [10]), s.intersection([2, 3]), s.difference([2]), s.symmetric_difference([2, 5]))
s |= {7}; s &= {2, 7, 3}; s -= {3}; s ^= {2, 8}
print(sorted(s), set("") == set(), repr(set()), repr(frozenset()), frozenset([1]), {*()})
for f in (lambda: {1}.remove(5), lambda: set().pop(), lambda: {[]}, lambda: {1} | [2], lambda: set(5), lambda: hash({1}), lambda: {1} < [1], lambda: frozenset().add(1), lambda: {1}.union(5)):
    try:
        f()
    except (KeyError, TypeError, AttributeError) as error:
        print(type(error).__name__, error)
print({1, 1.0, True}, {frozenset([1]): "x"}[frozenset({1})], {1, 2} in [{2, 1}], {frozenset({1})} == {frozenset({1})}, {1} in {frozenset({1})})
print(type(frozenset([1]) | {2}), type({2} | frozenset([1])), frozenset([1]) is frozenset(frozenset([1])))
