from dataclasses import dataclass, field, asdict, astuple, replace, fields, FrozenInstanceError, KW_ONLY
@dataclass
class Item:
    name: str
    price: float = 1.0
    tags: list = field(default_factory=list, repr=False)
    total: int = field(init=False, default=5, compare=False)
a, b = Item("x"), Item("x")
print(a, a == b, a != Item("y"), asdict(a), astuple(a), replace(a, name="z"), [f.name for f in fields(Item)])
a.tags.append(1); print(b.tags)
@dataclass(frozen=True, order=True)
class P:
    x: int
    y: int = 0
print(P(1) < P(1, 2), sorted([P(2), P(1)]), hash(P(1)) == hash(P(1)), P.__match_args__)
try:
    P(1).x = 5
except FrozenInstanceError as error:
    print(error)
@dataclass
class K:
    a: int
    _: KW_ONLY
    b: int = 2
    def __post_init__(self): self.c = self.a + self.b
print(K(1, b=5).c)
for source in ("@dataclass\nclass A:\n a: int = 1\n b: int", "@dataclass\nclass B:\n a: list = []", "K(1, 2)", "Item()"):
    try:
        exec(source)
    except (TypeError, ValueError) as error:
        print(error)
@dataclass(slots=True)
class S:
    v: int
print(S(1), S.__slots__, hasattr(S(1), "__dict__"))
