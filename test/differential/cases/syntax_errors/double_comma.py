print("not reached")
f(a,, b)
