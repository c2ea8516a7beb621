print("not reached")
x++
