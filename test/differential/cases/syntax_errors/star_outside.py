print("not reached")
*a
