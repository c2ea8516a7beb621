print("not reached")
def f():
    x: (yield) = 1
