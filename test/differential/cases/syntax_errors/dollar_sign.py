print("not reached")
x = $y
