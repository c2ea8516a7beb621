print("not reached")
async def f():
    yield from x
