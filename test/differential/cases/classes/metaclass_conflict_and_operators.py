class M1(type): pass
class M2(type): pass
class A(metaclass=M1): pass
class B(metaclass=M2): pass
try:
    class C(A, B): pass
except TypeError as error:
    print(error)
class Meta(type):
    def __len__(cls): return 42
    def __iter__(cls): return iter(["x", "y"])
    def __getitem__(cls, k): return k * 2
    def __contains__(cls, v): return v == 1
    def __repr__(cls): return f"<Meta {cls.__name__}>"
    def __instancecheck__(cls, o): return o == "magic"
    def __subclasscheck__(cls, c): return c is int
    def __or__(cls, o): return "or"
    def __getattr__(cls, n): return f"meta {n}"
class D(metaclass=Meta): pass
print(len(D), list(D), D[4], 1 in D, D, isinstance("magic", D), isinstance(5, D), issubclass(int, D), D | 1, D.missing)
