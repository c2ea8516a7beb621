print("not reached")
x[]
