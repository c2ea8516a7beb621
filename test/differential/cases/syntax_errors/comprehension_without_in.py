print("not reached")
[x for x y]
