print(all([]), any([]), all([1, 0]), any([0, '']), all(x for x in (1, 2)))
try: all(1)
except TypeError as e: print(e)
