print("not reached")
x.
