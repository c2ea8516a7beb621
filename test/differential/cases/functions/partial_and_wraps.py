import functools
def base(a, b=2, *c, **d):
    """Doc."""
    return a, b, c, d
p = functools.partial(base, 1, x=5)
print(p(), p(7, 8, y=1), p.args, p.keywords, p.func.__name__)
@functools.wraps(base)
def w(): pass
print(w.__name__, w.__doc__, w.__wrapped__ is base)
