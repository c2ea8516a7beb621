match [1, [2, 3]]:
    case [a, [b, 9]]:
        print("no")
    case [c, [d, _]] if c > 5:
        print("no")
    case whole:
        print(whole, c, d)
match = {"case": 1}
print(match["case"])
case = type = _ = 2
print(case, type, _)
