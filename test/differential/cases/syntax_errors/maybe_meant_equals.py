print("not reached")
if x = 1:
    pass
