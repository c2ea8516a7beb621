def hello(self): return f"hi from {type(self).__name__}"
C = type("C", (list,), {"hello": hello, "__module__": "mine", "x": 1})
c = C([1, 2])
print(c.hello(), c, C, C.__bases__, C.__qualname__)
print(type(C), isinstance(c, list), issubclass(C, (str, list)))
for args in ((1, (), {}), ("X", [], {}), ("X", (), []), ("X", (5,), {}), ("X\0", (), {})):
    try:
        type(*args)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
try:
    type("a", ())
except TypeError as error:
    print(error)
