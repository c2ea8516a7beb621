print("not reached")
def f():
    async for x in y: pass
