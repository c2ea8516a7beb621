print("not reached")
async def f():
    type X = await y
