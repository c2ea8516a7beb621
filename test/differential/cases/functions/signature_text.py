import inspect
def f(a, /, b: int = 1, *args, c, d='x', **kw) -> str: pass
print(inspect.signature(f), inspect.signature(len), inspect.signature(sorted), inspect.signature(str.split))
print(f.__defaults__, f.__kwdefaults__, f.__code__.co_varnames, f.__code__.co_argcount)
