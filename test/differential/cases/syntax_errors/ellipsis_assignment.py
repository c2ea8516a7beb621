print("not reached")
... = 1
