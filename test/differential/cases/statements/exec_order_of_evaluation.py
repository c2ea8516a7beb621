def t(tag, value=None):
    print(tag, end=" ")
    return tag if value is None else value
class Dict(dict):
    def __setitem__(self, key, value):
        print("set", key, value, end=" ")
d = Dict()
d[t("key")] = t("value")
print()
print({t("k1"): t("v1"), t("k2"): t("v2")})
def f(*args, **kwargs): return len(args), list(kwargs)
print(t("f", f)(t("a"), *[t("b")], x=t("c"), **{"y": t("d")}))
print(t("x") < t("y") < t("z"))
print([t(1), t(2)][t("i", 0)])
