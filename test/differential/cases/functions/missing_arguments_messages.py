def f(a, b, c, *, d, e): pass
class C:
    def m(self, x): pass
for g in (lambda: f(), lambda: f(1), lambda: f(1, 2, 3), lambda: f(1, 2, 3, d=1), lambda: f(1, 2, 3, 4), lambda: C().m(), lambda: C().m(1, 2), lambda: C.m(), lambda: f(1, 2, 3, d=1, e=2, z=3), lambda: f(1, a=2)):
    try: g()
    except TypeError as e: print(e)
