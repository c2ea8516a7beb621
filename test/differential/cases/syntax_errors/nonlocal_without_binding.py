print("not reached")
def f():
    nonlocal x
