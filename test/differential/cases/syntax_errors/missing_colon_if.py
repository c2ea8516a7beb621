print("not reached")
if x
    pass
