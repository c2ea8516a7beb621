print("not reached")
x = pass if y else 1
