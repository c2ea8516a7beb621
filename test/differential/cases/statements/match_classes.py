from dataclasses import dataclass
@dataclass
class Point:
    x: int
    y: int
class Plain:
    __match_args__ = ("name",)
    def __init__(self, name): self.name = name
def describe(p):
    match p:
        case Point(0, 0): return "origin"
        case Point(0, y=y): return f"on y axis at {y}"
        case Point(x, y) if x == y: return f"diagonal {x}"
        case Point(): return "point"
        case Plain("a" | "b" as n): return f"plain {n}"
        case int(n) | float(n): return f"number {n}"
        case str(text): return f"text {text}"
        case list([a, *_]): return f"list of {a}"
        case type(): return "a type"
for value in (Point(0, 0), Point(0, 5), Point(3, 3), Point(1, 2), Plain("b"), Plain("z"), 4, 2.5, "s", [9, 8], int):
    print(describe(value))
