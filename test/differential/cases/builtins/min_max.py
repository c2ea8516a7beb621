print(min(3, 1, 2), max('abc'), min([], default='none'), max([(1, 'a'), (1, 'b')]), min('bB', key=str.lower))
for a in (([],), (1,), ()):
    try: max(*a)
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
try: min(1, 'a')
except TypeError as e: print(e)
