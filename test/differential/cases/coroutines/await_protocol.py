class Ready:
    def __init__(self, value): self.value = value
    def __await__(self):
        got = yield ("awaiting", self.value)
        return got
async def main():
    a = await Ready(1)
    b = await Ready(2)
    return a + b
c = main()
print(c.send(None), c.cr_await is not None)
print(c.send(10))
try:
    c.send(20)
except StopIteration as stop:
    print(stop.value)
try:
    c.send(None)
except RuntimeError as error:
    print(error)
print(type(c), main.__code__.co_flags & 0x80)
