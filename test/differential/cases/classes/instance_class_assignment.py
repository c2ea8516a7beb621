class A:
    def f(self): return "A"
class B:
    def f(self): return "B"
a = A()
a.__class__ = B
print(a.f(), isinstance(a, A))
try:
    a.__class__ = int
except TypeError as error:
    print(error)
try:
    a.__class__ = 5
except TypeError as error:
    print(error)
B.__bases__
class C(A): pass
C.__bases__ = (B,)
print(C().f(), C.__mro__[1].__name__)
C.__name__ = "Renamed"
print(C)
a.__dict__ = {"z": 1}
print(a.z)
