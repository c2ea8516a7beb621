def g():
    x = yield 1
    return x
it = g()
try:
    it.send("early")
except TypeError as error:
    print(error)
print(it.gi_running, it.gi_frame is not None, it.gi_suspended)
next(it)
print(it.gi_suspended)
try:
    it.send("value")
except StopIteration as stop:
    print(stop.value, stop.args)
print(it.gi_frame, next(it, "default"))
print(g.__name__, it.__name__, it.__qualname__, type(it))
