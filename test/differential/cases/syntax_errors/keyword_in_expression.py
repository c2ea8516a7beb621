print("not reached")
x = class
