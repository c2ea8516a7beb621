print("not reached")
def f():
    async with x: pass
