print("not reached")
[x, y for x, y in z]
