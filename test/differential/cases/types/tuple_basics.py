t = (1, "a", 1)
print(t.count(1), t.index("a"), t + (2,), t * 2, t[1:], t[::-1], (1,), (), tuple("ab"), tuple([1]), t == (1, "a", 1.0), hash(t) == hash((1.0, "a", True)))
for f in (lambda: t.index(5), lambda: t[9], lambda: t["x"], lambda: (1).__iter__, lambda: tuple(5), lambda: hash(([],))):
    try:
        f()
    except (ValueError, IndexError, TypeError, AttributeError) as error:
        print(type(error).__name__, error)
try:
    t[0] = 5
except TypeError as error:
    print(error)
try:
    del t[0]
except TypeError as error:
    print(error)
print((1, 2) < (1, 2, 0), (2,) > (1, 9), () < (0,), tuple(t) is t)
