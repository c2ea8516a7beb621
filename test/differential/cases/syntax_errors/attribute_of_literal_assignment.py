print("not reached")
1.real = 1
