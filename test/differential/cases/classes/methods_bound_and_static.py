class C:
    def m(self): return self.__class__.__name__
    @classmethod
    def c(cls): return cls.__name__
    @staticmethod
    def s(x): return x
class D(C): pass
d = D()
print(d.m(), D.c(), d.c(), d.s(1), D.s(2), C.m(d))
b = d.m
print(b.__self__ is d, b.__func__ is C.m, b == d.m, b is d.m, d.c.__self__ is D)
C.late = lambda self: "late"
print(d.late())
d.own = lambda: "own"
print(d.own())
print(type(C.__dict__["c"]), type(C.__dict__["s"]), C.__dict__["s"](3))
