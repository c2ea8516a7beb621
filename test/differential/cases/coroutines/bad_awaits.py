def run(coro):
    try:
        coro.send(None)
    except StopIteration as stop:
        return stop.value
async def awaits(value):
    return await value
class NoIterator:
    def __await__(self): return 5
def generator():
    yield
for value in (5, None, NoIterator(), generator()):
    try:
        run(awaits(value))
    except TypeError as error:
        print(error)
async def twice():
    inner = awaits(awaits_done())
    await inner
    await inner
async def awaits_done(): return 1
async def done_twice():
    c = awaits_done()
    await c
    await c
try:
    run(done_twice())
except RuntimeError as error:
    print(error)
try:
    iter(c := awaits_done())
except TypeError as error:
    print(error)
c.close()
