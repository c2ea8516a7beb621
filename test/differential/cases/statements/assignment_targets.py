a = b = [1, 2]
print(a is b)
(x, y), z = (1, 2), 3
print(x, y, z)
[p, [q, *r]] = 1, (2, 3, 4)
print(p, q, r)
first, *middle, last = range(6)
print(first, middle, last)
*start, end = "ab"
print(start, end)
d = {}
d["k"], d["l"] = "vl"
print(d)
class Box: pass
box = Box()
box.value, rest = 5, 6
print(box.value, rest)
i = 0
items = [0, 0]
i, items[i] = 1, "set"
print(i, items)
