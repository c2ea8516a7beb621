print("not reached")
def f():
    (yield) = 1
