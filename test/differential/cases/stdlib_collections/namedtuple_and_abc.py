from collections import namedtuple
import collections.abc as abc
P = namedtuple("P", "x y z", defaults=[0])
p = P(1, y=2)
print(p, p.x, p[1], p._asdict(), p._replace(x=9), P._fields, P._field_defaults, P._make([1, 2, 3]), p == (1, 2, 0), P.__doc__, P.x.__doc__, isinstance(p, tuple))
x, *rest = p; print(x, rest, namedtuple("R", ["a", "def", "a"], rename=True)._fields)
for f in (lambda: P(), lambda: P(1, 2, 3, 4), lambda: namedtuple("A", "a a"), lambda: namedtuple("A", "_x"), lambda: namedtuple("1", "a"), lambda: p._replace(q=1)):
    try:
        f()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
print([n for n in ("Hashable", "Iterable", "Iterator", "Sized", "Sequence", "MutableSequence", "Mapping", "Set", "Callable", "Collection", "Reversible", "Generator", "Buffer") if isinstance([], getattr(abc, n))])
class S(abc.Sequence):
    def __len__(self): return 3
    def __getitem__(self, i):
        if i >= 3: raise IndexError
        return i * 2
print(list(S()), 4 in S(), S().index(2), S().count(0), list(reversed(S())))
try:
    class Q(abc.MutableMapping): pass
    Q()
except TypeError as error:
    print(error)
