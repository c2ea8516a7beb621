print("not reached")
f(a=1, b)
