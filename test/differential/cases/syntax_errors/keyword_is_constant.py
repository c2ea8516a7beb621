print("not reached")
f(True=1)
