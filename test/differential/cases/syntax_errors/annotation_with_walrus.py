print("not reached")
x: (y := int) = 1
