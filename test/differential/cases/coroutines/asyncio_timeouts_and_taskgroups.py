import asyncio
async def main():
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(10)
    except TimeoutError as error:
        print("timeout", repr(error))
    try:
        await asyncio.wait_for(asyncio.sleep(10), 0.01)
    except TimeoutError:
        print("wait_for")
    async def ok(n):
        await asyncio.sleep(0)
        return n
    async def bad():
        await asyncio.sleep(0)
        raise KeyError("bad")
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(ok(i)) for i in range(3)]
    print([t.result() for t in tasks])
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(bad())
            group.create_task(ok(1))
    except* KeyError as eg:
        print(eg.message, eg.exceptions)
asyncio.run(main())
