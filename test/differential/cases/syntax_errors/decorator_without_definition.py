print("not reached")
@d
x = 1
