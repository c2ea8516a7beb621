from types import SimpleNamespace, MappingProxyType
ns = SimpleNamespace(a=1, b=[2])
ns.c = 3; del ns.a
print(ns, ns == SimpleNamespace(b=[2], c=3), vars(ns), SimpleNamespace({"x": 1}, y=2))
d = {"k": 1}
p = MappingProxyType(d)
d["z"] = 2
print(p, p["z"], len(p), list(p), p | {"q": 1}, p == d, p.get("no"), p.copy())
try:
    p["k"] = 5
except TypeError as error:
    print(error)
print(type(int.__dict__), type(type(ns)))
try:
    ns.zzz
except AttributeError as error:
    print(error)
