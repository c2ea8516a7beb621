print("not reached")
def f(*a, /): pass
