class A:
    def __repr__(self): return "A()"
class B(A):
    def __str__(self): return "b"
    def __format__(self, spec): return f"<{spec}>"
print(A(), B(), [B()], f"{B()} {B():spec} {B()!r} {B()!s:>4}", str(B()), repr(B()))
class Bad:
    def __repr__(self): return 5
    def __str__(self): return 5
for f in (repr, str):
    try:
        f(Bad())
    except TypeError as error:
        print(error)
class H:
    def __hash__(self): return 2**70
print(hash(H()) == hash(2**70))
class NoHash:
    __hash__ = None
try:
    {NoHash(): 1}
except TypeError as error:
    print(error)
try:
    format(object(), "x")
except TypeError as error:
    print(error)
