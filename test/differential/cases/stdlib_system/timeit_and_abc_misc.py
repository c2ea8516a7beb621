import timeit, types, abc, reprlib, numbers, calendar, colorsys, contextvars, graphlib
print(timeit.timeit("x = 1", number=10) >= 0, types.new_class("N", (int,)).__mro__[1], reprlib.repr(list(range(100))), isinstance(1, numbers.Rational), calendar.month(2024, 2), calendar.isleap(2000), colorsys.rgb_to_hsv(1, 0, 0), list(graphlib.TopologicalSorter({"b": ["a"], "c": ["b"]}).static_order()))
v = contextvars.ContextVar("v", default=1); tok = v.set(2); ctx = contextvars.copy_context(); v.reset(tok); print(v.get(), ctx[v], ctx.run(v.get), len(ctx), v.name)
def g(): yield
print(isinstance(g(), types.GeneratorType), types.FunctionType(g.__code__, {})().__class__.__name__, types.MethodType(len, [1])(), types.CodeType is type(g.__code__), types.resolve_bases((int,)), g.__code__.replace(co_name="z").co_name, types.CellType(5).cell_contents)
