def f(x):
    x.value += 1
try:
    f(None)
except AttributeError:
    import traceback, sys
    traceback.print_exc(file=sys.stdout)
(1 < 2
   < "x")
