print("not reached")
[x for 1 in y]
