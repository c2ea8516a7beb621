print("not reached")
x = 0b2
