class S:
    __slots__ = ('a', '__b')
s = S()
try: s.a
except AttributeError as e: print(e)
try: s.c = 1
except AttributeError as e: print(e)
for ns in ({'__slots__': ('a', 'a')}, {'__slots__': ('a',), 'a': 1}, {'__slots__': ('1x',)}, {'__slots__': (1,)}):
    try: print(type('T', (), ns).__name__)
    except (TypeError, ValueError) as e: print(e)
