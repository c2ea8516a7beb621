class A:
    def __init__(self):
        self.b = 1
        self.a = 2
        other = self
        other.c = 3
    def m(self):
        self.z: int = 1
        self.b = 3
print(sorted(A.__static_attributes__))
import weakref
class S:
    __slots__ = ("__weakref__",)
s = S()
print(weakref.ref(s)() is s)
class T:
    __slots__ = ()
try:
    weakref.ref(T())
except TypeError as error:
    print(error)
try:
    weakref.ref(5)
except TypeError as error:
    print(error)
