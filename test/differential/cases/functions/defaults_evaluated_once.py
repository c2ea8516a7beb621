def f(x, acc=[]):
    acc.append(x)
    return acc
print(f(1), f(2) is f(3))
print(f.__defaults__)
n = 1
def g(a=n, *, b=n + 1):
    return a, b
n = 50
print(g(), g.__kwdefaults__)
g.__defaults__ = (9,)
g.__kwdefaults__ = {"b": 8}
print(g())
