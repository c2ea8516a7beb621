print("not reached")
[a, f()] = x
