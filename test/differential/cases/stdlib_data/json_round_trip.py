import json
data = {"a": [1, 2.5, True, None, "é\n\"\\/\u2028"], "b": {"nested": {}}, "c": [], "1": -1e100}
s = json.dumps(data)
print(s, json.loads(s) == data)
print(json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False))
print(json.dumps([1, {"a": 2}], separators=(",", ":")), json.dumps({1: "a", None: "b", True: "c", 1.5: "d"}), json.dumps("\U0001F600\x00"), json.dumps((1, 2)), json.dumps([float("inf"), float("nan")]), json.dumps({"k": set()}, default=list), json.dumps({(1,): 1, "x": 2}, skipkeys=True))
for f in (lambda: json.dumps(set()), lambda: json.dumps({(1,): 1}), lambda: json.dumps(float("nan"), allow_nan=False), lambda: json.dumps({"a": [object]})):
    try:
        f()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
loop = []; loop.append(loop)
try:
    json.dumps(loop)
except ValueError as error:
    print(error)
class E(json.JSONEncoder):
    def default(self, o): return f"<{type(o).__name__}>"
print(json.dumps([1, object(), {2}], cls=E))
