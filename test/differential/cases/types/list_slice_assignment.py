l = list(range(8))
l[1:3] = "abc"; print(l)
l[::2] = [0] * len(l[::2]); print(l)
l[3:3] = [9]; print(l)
del l[::3]; print(l)
l[-1:] = []; print(l)
l[5:2] = ["ins"]; print(l)
l[:] = range(3); print(l)
l[::-1] = "xyz"; print(l)
for f in (lambda: l.__setitem__(slice(0, 3, 2), [1]), lambda: l.__setitem__(slice(0, 1), 5), lambda: l.__setitem__(10, 1), lambda: l.__delitem__(10), lambda: l["a":], lambda: l[::0]):
    try:
        f()
    except (ValueError, TypeError, IndexError) as error:
        print(type(error).__name__, error)
a = [1, 2, 3]; a[1:2] = a; print(a)
