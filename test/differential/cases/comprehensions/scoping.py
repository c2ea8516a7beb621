x = "outer"
print([x for x in range(3)], x)
fs = [lambda: i for i in range(3)]
print([f() for f in fs])
def f():
    y = 1
    r = [y + z for z in range(2)]
    return r, locals().keys()
print(f())
class C:
    a = 3
    b = [a for _ in [0]] if False else "skip"
    c = [v for v in range(a)]
print(C.c)
def closure():
    k = 1
    g = [lambda: (k, i) for i in range(2)]
    k = 2
    return [h() for h in g]
print(closure())
try:
    [undefined_thing for _ in range(1)]
except NameError as error:
    print(error)
