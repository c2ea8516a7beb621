"""asyncio: tasks, queues, gather."""
import asyncio


async def producer(queue, count):
    for i in range(count):
        await queue.put(i)
    await queue.put(None)


async def consumer(queue, results):
    while True:
        item = await queue.get()
        if item is None:
            return
        results.append(item * 2)
        await asyncio.sleep(0)


async def worker(number):
    total = 0
    for i in range(10):
        await asyncio.sleep(0)
        total += i * number
    return total


async def main(scale):
    queue = asyncio.Queue(maxsize=10)
    results = []
    await asyncio.gather(producer(queue, scale), consumer(queue, results))
    totals = await asyncio.gather(*(worker(i) for i in range(scale // 10)))
    return sum(results), sum(totals)


def run(scale):
    return asyncio.run(main(scale))


SCALE = 4000
