import contextlib, io
@contextlib.contextmanager
def cm(name):
    print("enter", name)
    try:
        yield name
    except ValueError as error:
        print("handled", error)
    finally:
        print("exit", name)
with cm("a") as a, cm("b"):
    raise ValueError("v")
@cm("deco")
def f(): print("body")
f()
with contextlib.suppress(KeyError): {}["x"]
with contextlib.redirect_stdout(io.StringIO()) as out: print("captured")
print(repr(out.getvalue()))
with contextlib.ExitStack() as stack:
    stack.enter_context(cm("s1")); stack.callback(print, "callback"); stack.push(lambda *e: print("pushed", e[0]))
class R:
    def close(self): print("closed")
with contextlib.closing(R()), contextlib.nullcontext(5) as n: print(n)
@contextlib.contextmanager
def never():
    if False: yield
try:
    with never(): pass
except RuntimeError as error:
    print(error)
@contextlib.contextmanager
def twice():
    yield; yield
try:
    with twice(): pass
except RuntimeError as error:
    print(error)
