it = iter([1])
print(next(it), next(it, 'end'))
try: next(it)
except StopIteration as e: print(repr(e))
for bad in (1, None):
    try: iter(bad)
    except TypeError as e: print(e)
try: next([])
except TypeError as e: print(e)
