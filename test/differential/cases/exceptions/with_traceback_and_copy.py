e = ValueError('x')
print(e.with_traceback(None) is e, e.__traceback__)
try: e.with_traceback(1)
except TypeError as t: print(t)
try: e.__cause__ = 1
except TypeError as t: print(t)
try: e.args = 1
except TypeError as t: print(t)
e.args = [1, 2]
print(e.args, str(e), repr(e))
