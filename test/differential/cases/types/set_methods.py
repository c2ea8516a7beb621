s = {1, 2}
s.add(3); s.discard(9); s.update([4], (5,))
print(s, s & {1, 9}, s - {1}, s ^ {1, 6}, s | {7}, s >= {1}, s.issubset(range(9)), {1} < {1, 2}, s.isdisjoint([0]))
try: s.remove(9)
except KeyError as e: print(repr(e))
try: s | [1]
except TypeError as e: print(e)
try: set().pop()
except KeyError as e: print(e)
try: s.add([])
except TypeError as e: print(e)
