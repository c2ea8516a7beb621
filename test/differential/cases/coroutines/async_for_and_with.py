class Counter:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        if self.n == 0: raise StopAsyncIteration
        self.n -= 1
        return self.n
class Manager:
    async def __aenter__(self):
        print("aenter")
        return "resource"
    async def __aexit__(self, kind, value, tb):
        print("aexit", kind and kind.__name__)
        return kind is ValueError
async def main():
    async for i in Counter(3):
        print(i)
    else:
        print("else")
    async with Manager() as m, Manager():
        print(m)
        raise ValueError("swallowed")
    print([i async for i in Counter(4) if i % 2])
    print({i: i * i async for i in Counter(2)}, {i async for i in Counter(2)})
    gen = (i async for i in Counter(1))
    print(type(gen).__name__, await anext(gen), await anext(gen, "default"))
try:
    main().send(None)
except StopIteration:
    print("finished")
