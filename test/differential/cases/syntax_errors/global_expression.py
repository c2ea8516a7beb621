print("not reached")
global x + 1
