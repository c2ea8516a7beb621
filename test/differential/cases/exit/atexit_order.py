import atexit
@atexit.register
def first(): print("registered first, runs last")
atexit.register(print, "second", sep="-")
def broken(): raise ValueError("in atexit")
atexit.register(broken)
atexit.unregister(first) if False else None
print("main done")
