class P:
    __slots__ = ("x", "y")
    def __init__(self): self.x = 1
p = P()
print(p.x, hasattr(p, "__dict__"), P.__slots__)
for action in (lambda: p.y, lambda: setattr(p, "z", 1), lambda: p.__dict__):
    try:
        action()
    except AttributeError as error:
        print(error)
p.y = 2
del p.y
print(hasattr(p, "y"), type(P.x))
class Q(P): pass
q = Q()
q.z = 3
print(q.__dict__)
class R:
    __slots__ = {"a": "doc of a", "__dict__": ""}
r = R()
r.b = 1
print(r.b, R.a.__doc__)
for slots in ("1x", ("x", "x2", 3), ("v",)):
    try:
        type("T", (), {"__slots__": slots, "v": 1})
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
class Private:
    __slots__ = ("__secret",)
print([n for n in vars(Private) if "secret" in n])
