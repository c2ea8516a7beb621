import sys, io
print("a", 1, None, sep="-", end="!\n")
print(); print(*[1, 2, 3], sep=", "); print("x", end=""); print("", "y")
buffer = io.StringIO()
print("to buffer", file=buffer, flush=True)
print(repr(buffer.getvalue()))
print("to stderr", file=sys.stderr)
print(sep=None, end=None)
class Out:
    def write(self, s): collected.append(s)
collected = []
print(1, "b", file=Out())
print(collected)
for kw in ({"sep": 5}, {"end": 5}, {"bad": 1}, {"file": 5}):
    try:
        print("x", **kw)
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)
