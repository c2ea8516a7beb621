def f(*a, **k): print(a, k)
f(*[1], 2, *[3], x=1, **{'y': 2}, z=3)
try:
    f(**{'a': 1}, **{'a': 2})
except TypeError as e:
    print(e)
try:
    f(*1)
except TypeError as e:
    print(e)
