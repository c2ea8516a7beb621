def kind(x):
    match x:
        case 0 | 1:
            return "small"
        case -3:
            return "minus three"
        case 1.5 | 2j:
            return "float or complex"
        case "a" "b":
            return "joined"
        case b"x":
            return "bytes"
        case None:
            return "none"
        case True:
            return "never: 1 matches before"
        case _:
            return "other"
for value in (0, 1, True, -3, 1.5, 2j, "ab", b"x", None, 7, "x"):
    print(repr(value), kind(value))
