r = range(0, 20, 3)
print(r, list(r), len(r), r[2], r[-1], r[1:4], r[::-1], 9 in r, 10 in r, "a" in r, r.index(9), r.count(9), r == range(0, 21, 3), r.start, r.stop, r.step)
print(list(range(5, 0, -2)), list(range(3, 3)), range(10)[2:8:2], range(0) == range(5, 2), hash(range(3)) == hash(range(0, 3, 1)), bool(range(0)), list(reversed(range(4))))
print(10**20 in range(10**21), range(10**20, 10**20 + 3)[1], list(range(10**20, 10**20 + 2)), 5.0 in range(10), range(True, 3))
for f in (lambda: range(1.0), lambda: range(1, 2, 0), lambda: range(), lambda: range(1, 2, 3, 4), lambda: r[50], lambda: r.index(1), lambda: range("a"), lambda: r["x"]):
    try:
        f()
    except (TypeError, ValueError, IndexError) as error:
        print(type(error).__name__, error)
try:
    range(3).start = 5
except AttributeError as error:
    print(error)
