print("not reached")
def f():
    await x
