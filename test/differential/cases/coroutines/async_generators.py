async def agen():
    try:
        got = yield 1
        print("got", got)
        yield 2
    except ValueError as error:
        print("caught", error)
        yield "after throw"
    finally:
        print("finally")
def run(awaitable):
    it = awaitable.__await__() if hasattr(awaitable, "__await__") else awaitable
    try:
        it.send(None)
    except StopIteration as stop:
        return stop.value
a = agen()
print(run(a.__anext__()), run(a.asend("x")), run(a.athrow(ValueError("v"))))
try:
    run(a.asend(None))
except StopAsyncIteration as stop:
    print("stop", stop.args)
b = agen()
print(run(b.asend(None)))
print(run(b.aclose()))
print(type(b), b.ag_running, agen.__code__.co_flags & 0x200)
