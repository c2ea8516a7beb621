print(list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])), list(filter(None, [0, 1, "", "a"])), list(filter(str.isdigit, "a1b2")), list(zip("abc", range(2))), list(enumerate("ab", 5)), list(zip()), list(map(str, [])))
print(all([]), any([]), all([1, 0]), any([0, 1]), sum([1, 2], 10), sum([[1], [2]], []), sum([0.1] * 10), sum([1.5, 2]), min(3, 1, 2), max([1, 5], key=lambda x: -x), min([], default="d"), max("abc"), list(reversed("abc")))
for f in (lambda: list(zip([1], [1, 2], strict=True)), lambda: list(zip([1, 2], [1], strict=True)), lambda: list(map(len, [1])), lambda: sum(["a"]), lambda: sum("ab", ""), lambda: min([]), lambda: max(5), lambda: min(1, "a"), lambda: list(map()), lambda: map(5), lambda: list(map(lambda a, b: 0, [1], [1, 2], strict=True)), lambda: max(1, 2, default=3), lambda: sum([b"a"], b"")):
    try:
        print(f())
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
