print("not reached")
x = 0o8
