# Coroutines that a generator makes while it is unpacked into a call are not taken for lost.
import asyncio


async def worker(n):
    await asyncio.sleep(0)
    return n


async def main(n):
    return sum(await asyncio.gather(*(worker(i) for i in range(n))))


for _ in range(4):
    print(asyncio.run(main(200)))
