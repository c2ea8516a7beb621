from itertools import *
print(list(islice(count(5, 2), 3)), list(islice(cycle("ab"), 5)), list(repeat(1, 2)), list(accumulate([1, 2, 3])), list(accumulate([1, 2, 3], lambda a, b: a * b, initial=10)), list(chain([1], "a")), list(chain.from_iterable(["ab", "c"])), list(compress("abc", [1, 0, 1])), list(dropwhile(lambda x: x < 2, [1, 2, 1])), list(takewhile(lambda x: x < 2, [1, 2, 1])), list(filterfalse(None, [0, 1])), list(starmap(pow, [(2, 3)])), list(zip_longest("ab", "c", fillvalue="-")), list(pairwise("abc")), list(batched("abcde", 2)))
print([(k, list(g)) for k, g in groupby("aabbca")], [(k, len(list(g))) for k, g in groupby([1, 3, 2, 4, 5], key=lambda x: x % 2)], list(product("ab", [1, 2])), list(product([0, 1], repeat=2)), list(permutations("abc", 2)), list(combinations("abcd", 2))[:3], list(combinations_with_replacement("ab", 2)), [list(t) for t in tee([1, 2])])
for f in (lambda: list(islice([1], -1)), lambda: list(batched("abc", 2, strict=True)), lambda: batched("a", 0), lambda: permutations("a", -1), lambda: repeat(), lambda: count("a"), lambda: next(count(), 5, 6), lambda: tee([], -1)):
    try:
        f()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
print(count(1.5), repeat("x", 3), next(islice("abc", 1, None, 2)), list(islice("abcdef", 1, 5, 2)))
