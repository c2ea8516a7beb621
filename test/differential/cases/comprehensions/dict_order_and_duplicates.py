print({k: i for i, k in enumerate("abcab")})
print(list({1: "a", True: "b", 1.0: "c"}.items()))
calls = []
def k(v): calls.append(f"k{v}"); return v
def v(v): calls.append(f"v{v}"); return v
print({k(i): v(i) for i in range(2)}, calls)
