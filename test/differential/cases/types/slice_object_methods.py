s = slice(1, None, 2)
print(s, s.indices(6), s == slice(1, None, 2), slice(3).stop, hash(slice(1)) == hash(slice(1)))
try: s.indices(-1)
except ValueError as e: print(e)
try: [1][slice('a')]
except TypeError as e: print(e)
