import enum
class Color(enum.Enum):
    RED = 1
    GREEN = "g"
    ALIAS = 1
    @property
    def pretty(self): return self.name.title()
print(Color.RED, repr(Color.GREEN), Color(1), Color["GREEN"], Color.ALIAS is Color.RED, list(Color), Color.RED.pretty, len(Color), Color.RED in Color, 1 in Color, list(Color.__members__))
class Auto(enum.IntEnum):
    A = enum.auto(); B = enum.auto(); C = 10; D = enum.auto()
print([m.value for m in Auto], Auto.A + 1, Auto.B < 5, f"{Auto.A}", sorted(Auto, reverse=True)[0])
class Perm(enum.Flag):
    R = enum.auto(); W = enum.auto(); X = enum.auto(); RW = R | W
print(Perm.R | Perm.X, Perm.RW, Perm(7), ~Perm.R, Perm.R in Perm.RW, list(Perm.RW), Perm(0), bool(Perm(0)), repr(Perm.R & Perm.W))
class S(enum.StrEnum):
    ONE = enum.auto(); TWO = "deux"
print(S.ONE, S.TWO == "deux", f"{S.ONE!r}")
for f in (lambda: Color(9), lambda: Color["NO"], lambda: setattr(Color, "RED", 5), lambda: Perm(16), lambda: Color.NOPE, lambda: type("X", (Color,), {})):
    try:
        f()
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        print(type(error).__name__, error)
@enum.unique
class U(enum.Enum):
    A = 1
print(enum.Enum("Dyn", "X Y").Y.value, U.A.name, hash(Color.RED) == hash("RED"))
