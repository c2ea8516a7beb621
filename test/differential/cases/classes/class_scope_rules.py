x = "global"
class A:
    x = "class"
    def f(self): return x
    y = [x for _ in range(1)]
    z = [i for i in x]
    w = (lambda: x)()
print(A().f(), A.y, A.z, A.w)
def f():
    x = "enclosing"
    class B:
        print(x)
        x = x + " changed"
        print(x)
        @property
        def p(self): return __class__
    return B
print(f()().p.__qualname__)
class C:
    global made_global
    made_global = 1
    locals()["sneaky"] = 2
print(made_global, C.sneaky, hasattr(C, "made_global"))
class D:
    """doc"""
    a: int = 1
print(D.__doc__, D.__annotations__, D.__firstlineno__, D.__static_attributes__)
