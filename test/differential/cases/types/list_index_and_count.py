x = [1, 2, 1, 3]
print(x.index(1, 1), x.count(1), x.index(3, -1))
for a in ((9,), (1, 3)):
    try: x.index(*a)
    except ValueError as e: print(e)
try: x.remove(9)
except ValueError as e: print(e)
for bad in (10, -10, 'a', 1.0):
    try: x[bad]
    except (IndexError, TypeError) as e: print(type(e).__name__, e)
