"""The events that trace and profile functions are told, in their order."""
import sys


def tracer(frame, event, arg):
    if event == "exception":
        arg = arg[0].__name__
    elif type(arg).__name__ == "It":
        arg = "It"
    print(event, frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno, arg)
    return tracer


def g(n):
    for i in range(n):
        yield i
    return 5


def f(a):
    x = 0
    for i in g(2):
        x += i
    while x < 3: x += 1
    try:
        1 / 0
    except ZeroDivisionError as e:
        pass
    y = [z for z in range(2)]
    return x


def h():
    raise ValueError


class It:
    def __iter__(self): return self
    def __next__(self): raise StopIteration


def k():
    for i in It(): pass


def gg():
    r = yield from g(1)
    try:
        yield
    finally:
        print("fin")


def kk():
    for i in gg(): pass
    z = gg()
    next(z); next(z); z.close()


sys.settrace(tracer)
f(3)
try:
    h()
except ValueError: pass
k()
kk()
sys.settrace(None)


def profiler(frame, event, arg):
    print(event, frame.f_code.co_name, getattr(arg, "__name__", arg))


sys.setprofile(profiler)
len([]); [].append(1)
try: int("x")
except ValueError: pass
try: [].pop()
except IndexError: pass
sorted([1])
f(1)
sys.setprofile(None)


# A trace function that fails is taken away; one per frame, changed on the way, is used for that frame only.
def failing(frame, event, arg):
    raise KeyError("trace")


sys.settrace(failing)
try:
    f(1)
except KeyError as error:
    print(repr(error), sys.gettrace())


def per_frame(frame, event, arg):
    if frame.f_code.co_name == "f":
        frame.f_trace_lines = False
        frame.f_trace_opcodes = True
        return lambda frame, event, arg: print(event) if event != "opcode" else None
    return None


sys.settrace(per_frame)
f(3)
sys.settrace(None)
