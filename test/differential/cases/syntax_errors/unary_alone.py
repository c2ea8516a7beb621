print("not reached")
x = -
