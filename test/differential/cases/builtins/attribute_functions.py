class A:
    x = 1
a = A()
setattr(a, "y", 2); setattr(a, "not an identifier", 3)
print(getattr(a, "y"), getattr(a, "z", "dflt"), hasattr(a, "x"), vars(a), [n for n in dir(a) if not n.startswith("_")])
delattr(a, "y")
for f in (lambda: getattr(a, "y"), lambda: getattr(a, 5), lambda: setattr(a, 5, 1), lambda: delattr(a, "y"), lambda: vars(5), lambda: hasattr(a, 1), lambda: delattr(a, "x"), lambda: getattr(5, "x" * 3), lambda: A.nope):
    try:
        f()
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)
def f():
    q = 1
    return sorted(dir()), vars()
print(f(), callable(f), callable(A), callable(a), id(a) == id(a))
