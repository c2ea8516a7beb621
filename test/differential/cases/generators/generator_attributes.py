def g():
    yield 1
i = g()
print(i.gi_running, i.gi_frame is not None, i.gi_code.co_name, i.gi_yieldfrom, i.__name__, i.__qualname__)
list(i)
print(i.gi_frame)
