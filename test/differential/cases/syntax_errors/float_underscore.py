print("not reached")
x = 1_.0
