print("not reached")
assert x = 1
