print("not reached")
while x
    pass
