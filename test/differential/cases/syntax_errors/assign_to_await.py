print("not reached")
async def f():
    await x = 1
