t = (1, 2, 3, 2)
print(t.count(2), t.index(2, 2), t[1:], t + (4,), t * 2, (), (1,), t < (1, 3), hash((1, 2)) == hash((1, 2)))
try: t[0] = 1
except TypeError as e: print(e)
try: del t[0]
except TypeError as e: print(e)
try: t.index(9)
except ValueError as e: print(e)
