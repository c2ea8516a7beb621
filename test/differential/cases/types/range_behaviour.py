r = range(10, 0, -3)
print(list(r), len(r), r[1], r[-1], r[1:], 7 in r, r.index(4), r == range(10, -1, -3), range(0) == range(5, 5), r.start, r.step, hash(range(3)) == hash(range(0, 3)))
for a in ((1, 2, 0), (1.5,), ()):
    try: range(*a)
    except (ValueError, TypeError) as e: print(type(e).__name__, e)
try: r[9]
except IndexError as e: print(e)
