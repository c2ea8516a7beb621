print("not reached")
with x as y
    pass
