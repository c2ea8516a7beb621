def f(a, b: int = 1, *c, d=2, **e) -> str:
    """Doc text."""
    local = a
    return local
print(f.__name__, f.__qualname__, f.__doc__, f.__module__)
print(f.__annotations__, f.__defaults__, f.__kwdefaults__, f.__dict__)
f.custom = 1
print(f.custom, vars(f))
code = f.__code__
print(code.co_name, code.co_argcount, code.co_kwonlyargcount, code.co_varnames, code.co_flags, code.co_nlocals)
class A:
    def m(self): pass
    class B:
        def n(self):
            def inner(): pass
            return inner
print(A.m.__qualname__, A.B.n.__qualname__, A.B().n().__qualname__, (lambda: 0).__qualname__)
f.__name__ = "renamed"
print(f.__name__, f.__qualname__)
try:
    f.__name__ = 5
except TypeError as error:
    print(error)
