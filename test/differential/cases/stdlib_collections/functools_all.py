import functools, operator
calls = []
@functools.lru_cache(maxsize=2)
def sq(x):
    calls.append(x)
    return x * x
print([sq(i) for i in (1, 2, 1, 3, 2)], calls, sq.cache_info(), sq.cache_clear(), sq.cache_parameters(), sq.__wrapped__(9), sq.__name__)
@functools.cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), functools.reduce(operator.add, [1, 2, 3]), functools.reduce(operator.mul, [], 7), functools.partial(int, base=2)("101"), functools.partial(print, "a", sep="-").args)
@functools.singledispatch
def show(x): return f"object {x}"
@show.register
def _(x: int): return f"int {x}"
@show.register(list)
def _(x): return f"list {len(x)}"
print(show(1), show([1]), show("s"), show(True), show.dispatch(bool).__name__, list(show.registry)[1])
@functools.total_ordering
class T:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(T(1) <= T(1), T(2) > T(1), T(1) >= T(2))
class C:
    @functools.cached_property
    def p(self):
        print("computed")
        return 5
    def m(self, a, b): return a, b
    half = functools.partialmethod(m, 1)
c = C(); print(c.p, c.p, vars(c), c.half(2))
@functools.wraps(sq)
def w(): pass
print(w.__name__, w.__wrapped__ is sq, functools.partial(pow, functools.Placeholder, 2)(5) if hasattr(functools, "Placeholder") else "")
try:
    functools.reduce(operator.add, [])
except TypeError as error:
    print(error)
