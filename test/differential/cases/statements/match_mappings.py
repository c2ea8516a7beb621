def describe(x):
    match x:
        case {"type": "circle", "r": r}:
            return f"circle {r}"
        case {"type": str() as name, **rest}:
            return f"{name} with {rest}"
        case {}:
            return "some mapping"
        case _:
            return "no mapping"
for value in ({"type": "circle", "r": 2, "x": 1}, {"type": "square", "side": 3}, {}, {"other": 1}, [("type", 1)]):
    print(value, "->", describe(value))
try:
    key = "a"
    match {"a": 1}:
        case {"a": x, "b": y}:
            print("no")
        case {"a": 1 as one}:
            print(one)
except Exception as e:
    print(e)
