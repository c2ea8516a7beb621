d = {}
for key in (3, 1, 2): d[key] = key
del d[1]; d[1] = "again"; d[3] = "updated"
print(d, {1: "int", 1.0: "float", True: "bool"}, {0: 1, -0.0: 2, False: 3})
class Key:
    def __init__(self, n): self.n = n
    def __hash__(self): return 1
    def __eq__(self, o): return self.n == o.n
    def __repr__(self): return f"K{self.n}"
d = {Key(i % 3): i for i in range(6)}
print(d, d[Key(2)])
nan = float("nan")
d = {nan: 1}
print(nan in d, float("nan") in d, d)
class BadEq:
    def __hash__(self): return 5
    def __eq__(self, o): raise RuntimeError("eq called")
d = {BadEq(): 1}
try:
    d[BadEq()]
except RuntimeError as error:
    print(error)
print({(1, 2): "t", frozenset([1]): "f", None: "n", ...: "e", int: "type"}[frozenset([1])])
