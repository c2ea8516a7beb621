print("not reached")
def f((a, b)): pass
