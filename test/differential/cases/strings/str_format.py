print("{} {1}".format(1, 2) if False else "{0} {1} {0}".format("a", "b"), "{} {}".format(1, 2), "{x} {y[0]} {z.real} {w[key]}".format(x=1, y=[2], z=3, w={"key": 4}))
print("{:>{}} {!r:^{w}}".format("a", 5, "b", w=7), "{{}} {:{{}}".replace("{:{{}}", "") , "{0[0][1]}".format([["x", "y"]]))
for template, args, kw in (("{} {1}", (1, 2), {}), ("{}", (), {}), ("{x}", (), {}), ("{", (), {}), ("}", (), {}), ("{0.x}", (1,), {}), ("{0[x]}", ([1],), {}), ("{!x}", (1,), {}), ("{:{:{}}}", (1, 2, 3), {}), ("{0!}", (1,), {}), ("{a b}", (), {}), ("{0[}", (1,), {})):
    try:
        print(template.format(*args, **kw))
    except (ValueError, IndexError, KeyError, AttributeError, TypeError) as error:
        print(template, type(error).__name__, error)
class D(dict):
    def __missing__(self, k): return f"<{k}>"
print("{a} {b}".format_map(D(a=1)))
