from collections import Counter, defaultdict
c = Counter("abracadabra")
print(c, c.most_common(2), c["zz"], c.total(), sorted(c.elements())[:6], c + Counter("aax"), c - Counter("aaaaaaab"), c & Counter("ab"), c | Counter("aaaaaaaz"), +Counter(a=-1, b=2), -Counter(a=-1))
c.update("zz"); c.subtract({"a": 10}); del c["nothing"]; print(c["a"], c["z"], c <= Counter("z" * 9), Counter(a=1) == Counter(a=1, b=0))
d = defaultdict(list, x=[0]); d["a"].append(1); print(d, d.get("q"), "q" in d, d.default_factory, d | {"z": 1}, d.copy())
n = defaultdict(lambda: defaultdict(int)); n["a"]["b"] += 2; print(n["a"]["b"], dict(n["a"]))
try:
    defaultdict(None)["x"]
except KeyError as error:
    print(repr(error))
try:
    defaultdict(5)
except TypeError as error:
    print(error)
