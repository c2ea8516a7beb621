def f(a, b):
    return a + b * "x" / 2
def g(d):
    return f(1, d["key"])
g({"key": 2})
