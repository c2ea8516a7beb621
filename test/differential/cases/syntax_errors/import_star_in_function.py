print("not reached")
def f():
    from a import *
