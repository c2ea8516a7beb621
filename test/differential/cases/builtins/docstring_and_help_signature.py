import inspect
for f in (len, print, sorted, str.split, int.to_bytes, dict.get, list.sort, isinstance, open, sum, enumerate, bytes.decode):
    try:
        print(f.__qualname__, inspect.signature(f))
    except ValueError as error:
        print(f.__qualname__, error)
def f(a, /, b: int = 1, *args, c, d="x", **kw) -> None: ...
print(inspect.signature(f), inspect.signature(f).parameters["b"].annotation, inspect.signature(lambda *, z=[]: 0))
class A:
    def __init__(self, x, y=2): ...
    def m(self, z): ...
print(inspect.signature(A), inspect.signature(A.m), inspect.signature(A(1).m), inspect.signature(f).bind(1, c=2).arguments)
