print("not reached")
def f[T]():
    nonlocal T
