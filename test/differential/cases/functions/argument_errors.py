def f(a, b=2, /, c=3, *, d, e=5): pass
def g(x, y, z): pass
def h(): pass
def k(*, p, q): pass
def m(a, b, c, d, e): pass
calls = [
    lambda: f(), lambda: f(1), lambda: f(1, 2, 3, 4, d=1), lambda: f(1, d=1, zz=2), lambda: f(d=1, b=2),
    lambda: g(), lambda: g(1), lambda: g(1, 2), lambda: g(1, 2, 3, 4), lambda: g(1, x=2), lambda: g(1, 2, 3, w=1),
    lambda: h(1), lambda: h(1, 2, k=3), lambda: h(k=1), lambda: k(), lambda: k(p=1), lambda: k(1, 2), lambda: m(1),
    lambda: g(*5), lambda: g(**5), lambda: g(**{1: 2}), lambda: g(1, **{"x": 1}), lambda: g(x=1, **{"x": 2}),
    lambda: f(a=1, d=3), lambda: f(a=1, b=2, d=3),
]
for call in calls:
    try:
        call()
    except TypeError as error:
        print(error)
