print("not reached")
x = 1 if y
