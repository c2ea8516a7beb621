print("not reached")
x = f(1,
def g(): pass
