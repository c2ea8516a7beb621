import asyncio
async def f(): return 1
async def main():
    for bad in (1, [1]):
        try: await bad
        except TypeError as e: print(e)
    try:
        async with 1: pass
    except TypeError as e: print(e)
    try:
        async for x in [1]: pass
    except TypeError as e: print(e)
    print(await f())
asyncio.run(main())
