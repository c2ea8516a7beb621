import asyncio
async def worker(name, n):
    for i in range(n):
        await asyncio.sleep(0)
        print(name, i)
    return name
async def forever():
    try:
        await asyncio.sleep(1000)
    except asyncio.CancelledError:
        print("cancelled")
        raise
async def main():
    print(await asyncio.gather(worker("a", 2), worker("b", 3)))
    task = asyncio.create_task(forever())
    await asyncio.sleep(0)
    task.cancel("enough")
    try:
        await task
    except asyncio.CancelledError as error:
        print(error.args, task.cancelled(), task.done())
    results = await asyncio.gather(asyncio.sleep(0, 1), fails(), return_exceptions=True)
    print(results)
async def fails(): raise ValueError("failed")
asyncio.run(main())
