d = {"a": 1, "b": 2, "c": 3}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i)
d["d"] = 4
print(len(k), list(reversed(v)), ("a", 1) in i, "a" in k, 4 in v)
print(sorted(k & {"a", "z"}), sorted(k | {"z"}), sorted(k - {"a"}), sorted(k ^ {"a", "z"}), k == {"a", "b", "c", "d"}, k > {"a"}, i >= {("a", 1)}, k.isdisjoint("xyz"))
print(type(k), type(iter(i)), k.mapping)
try:
    k[0]
except TypeError as error:
    print(error)
try:
    for key in d: d[key + "x"] = 1
except RuntimeError as error:
    print(error)
try:
    for key in list(d)[:1]:
        for _ in d.items(): del d[key]
except RuntimeError as error:
    print(error)
d = {1: 1, 2: 2}
try:
    for key in d:
        del d[key]; d[key + 10] = 0
except RuntimeError as error:
    print(error)
