print(type(5), type(type), type("X", (), {}).__mro__[1:], object() == object(), object.__doc__ is not None, type(5) is int, type.__call__(int, "7"))
for f in (lambda: object(1), lambda: type(), lambda: type(1, 2), lambda: int("1", x=2), lambda: object.__new__(5), lambda: object.__new__(int), lambda: list(1, 2), lambda: str(1, 2, 3, 4), lambda: bool(1, 2), lambda: float(1, 2), lambda: tuple(x=1), lambda: dict(1, 2)):
    try:
        f()
    except TypeError as error:
        print(error)
class A:
    def __init__(self): pass
try:
    A(1)
except TypeError as error:
    print(error)
class B: pass
try:
    B(1)
except TypeError as error:
    print(error)
class C:
    def __new__(cls, x): return super().__new__(cls)
print(type(C(1)).__name__)
try:
    C()
except TypeError as error:
    print(error)
class D:
    def __init__(self): return 5
try:
    D()
except TypeError as error:
    print(error)
