import inspect, dis, io
def f(a, b=1):
    """Doc."""
    c = a + b
    return c
print(inspect.getsource(f), inspect.getdoc(f), inspect.isfunction(f), inspect.getmembers(type("A", (), {"x": 1}), lambda v: v == 1), inspect.getfullargspec(f), inspect.isgeneratorfunction(lambda: (yield)), inspect.getmodule(f).__name__, inspect.cleandoc("  a\n    b"))
out = io.StringIO(); dis.dis(f, file=out); print(out.getvalue()); print([i.opname for i in dis.get_instructions("x = [i for i in y]")], dis.stack_effect(dis.opmap["POP_TOP"]), f.__code__.co_consts, f.__code__.co_stacksize)
dis.dis("try:\n    f()\nexcept E as e:\n    pass"); print(dis.code_info(f).splitlines()[0])
