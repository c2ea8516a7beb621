import copy, pickle
class Node:
    def __init__(self, v): self.v, self.links = v, []
    def __eq__(self, o): return self.v == o.v
a = Node(1); a.links.append(a)
s, d = copy.copy(a), copy.deepcopy(a)
print(s.links is a.links, d.links[0] is d, d is a, copy.deepcopy([1, (2, [3])]), copy.copy({1: 2}))
class C:
    def __copy__(self): return "copied"
    def __deepcopy__(self, memo): return "deep"
print(copy.copy(C()), copy.deepcopy([C()]))
for value in (1, "é", b"b", [1, {"a": (None, True)}], {1, 2}, 1.5, 2**100, range(3), slice(1, 2), frozenset([1]), ..., 1j, bytearray(b"x")):
    for protocol in (0, 2, 5):
        assert pickle.loads(pickle.dumps(value, protocol)) == value, value
n = pickle.loads(pickle.dumps(a)); print(n.links[0] is n, pickle.dumps([1, "a"], 2), pickle.loads(pickle.dumps(len)) is len, pickle.loads(pickle.dumps(Node)) is Node)
for f in (lambda: pickle.dumps(lambda: 0), lambda: pickle.loads(b"bad"), lambda: copy.deepcopy((i for i in [])), lambda: pickle.loads(b"")):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, str(error).split(" at 0x")[0].split("<function")[0])
