import asyncio
async def producer(queue):
    for i in range(4):
        await queue.put(i)
        print("put", i)
    await queue.put(None)
async def consumer(queue, out):
    while (item := await queue.get()) is not None:
        out.append(item)
        queue.task_done()
async def main():
    queue = asyncio.Queue(maxsize=2)
    out = []
    await asyncio.gather(producer(queue), consumer(queue, out))
    print(out)
    lock = asyncio.Lock()
    order = []
    async def critical(n):
        async with lock:
            order.append(("in", n))
            await asyncio.sleep(0)
            order.append(("out", n))
    await asyncio.gather(*(critical(i) for i in range(3)))
    print(order)
    event = asyncio.Event()
    waiter = asyncio.create_task(event.wait())
    await asyncio.sleep(0)
    print(waiter.done())
    event.set()
    print(await waiter)
    sem = asyncio.Semaphore(2)
    print(sem.locked())
    async with sem, sem:
        print(sem.locked())
asyncio.run(main())
