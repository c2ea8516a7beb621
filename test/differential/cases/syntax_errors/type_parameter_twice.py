print("not reached")
def f[T, T](): pass
