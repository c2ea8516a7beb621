def f(*args, **kwargs):
    return args, kwargs
t = (1, 2)
d = {"a": 1}
a, k = f(*t, **d)
print(a is t or a == t, k is d, k == d)
k["b"] = 2
print(d)
def g(*args): return len(args)
print(g(*range(1000)), g(*"abc", *[], *{1: 2}))
