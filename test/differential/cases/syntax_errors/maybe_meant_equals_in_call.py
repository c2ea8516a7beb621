print("not reached")
f(a.b=1)
