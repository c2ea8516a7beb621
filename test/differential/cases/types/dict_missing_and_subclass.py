class Default(dict):
    def __missing__(self, key):
        self[key] = value = key * 2
        return value
d = Default()
print(d["ab"], d, d.get("q"), "q" in d)
class Loud(dict):
    def __getitem__(self, k): return f"loud {k}"
    def __contains__(self, k): return True
l = Loud(a=1)
print(l["zz"], "zz" in l, l.get("a"), dict(l), {**l})
class Mapping:
    def keys(self): return ["x", "y"]
    def __getitem__(self, k): return k.upper()
print(dict(Mapping()), {**Mapping()})
def f(**kw): return kw
print(f(**Mapping()), Default.fromkeys("a", 1), type(Default() | {}), type({} | Default()))
