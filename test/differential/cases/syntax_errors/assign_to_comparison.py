print("not reached")
a < b = 1
