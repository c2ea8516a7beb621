def g():
    yield 1
    raise StopIteration("inside")
it = g()
next(it)
try:
    next(it)
except RuntimeError as error:
    print(error, repr(error.__cause__), error.__suppress_context__)
def h():
    yield next(iter([]))
try:
    list(h())
except RuntimeError as error:
    print(error)
