def show(v):
    print("eval", v)
    return v
print(show(0) or show("") or show([]) or show("last"))
print(show(1) and show(0) and show(2))
print("yes" if show([]) else "no")
print(not show(0), not not "x")
print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 > 1 == 1)
print(show(1) < show(0) < show(5))
print(None is None, [] is not [], 2 in (1, 2), "c" not in "abc")
