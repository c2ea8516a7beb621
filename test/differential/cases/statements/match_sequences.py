def describe(x):
    match x:
        case []:
            return "empty"
        case [a]:
            return f"one {a}"
        case (a, b):
            return f"two {a} {b}"
        case [1, *rest]:
            return f"starts with one, then {rest}"
        case [*head, "end"]:
            return f"ends, after {head}"
        case [first, *_, last]:
            return f"{first}..{last}"
    return "no sequence"
import collections
for value in ([], (1,), [1, 2], [1, 2, 3], ["x", "y", "end"], range(4), "abc", b"ab", {1: 2}, collections.deque("xyz")):
    print(value, "->", describe(value))
