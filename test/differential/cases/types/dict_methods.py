d = {"a": 1, "b": 2}
print(d.get("a"), d.get("z"), d.get("z", 0), d.setdefault("c", 3), d.setdefault("a", 9), d.pop("b"), d.pop("zz", None), d)
d.update({"x": 1}, y=2); d.update([("k", "v")]); d |= {"a": 0}
print(d, d | {"q": 1}, len(d), list(d), d.popitem(), list(reversed(d)))
print(dict(a=1), dict([(1, 2)]), dict({1: 2}, b=3), dict.fromkeys("ab"), dict.fromkeys([1], []), dict(zip("ab", [1, 2])))
for f in (lambda: d["none"], lambda: {}.popitem(), lambda: d.pop("none"), lambda: dict([1]), lambda: dict([(1, 2, 3)]), lambda: dict(5), lambda: {[]: 1}, lambda: d.update(5), lambda: dict(["ab", "cde"]), lambda: {} | 5, lambda: d.setdefault([])):
    try:
        f()
    except (KeyError, TypeError, ValueError) as error:
        print(type(error).__name__, error)
print({1: "a"} == {1.0: "a"}, {1: 2, 3: 4} == {3: 4, 1: 2}, {} == [], "a" in d)
d.clear(); print(d, d.copy())
