class N:
    def __init__(self, v): self.v = v
    def __add__(self, o): return NotImplemented if isinstance(o, str) else ('add', self.v)
    def __radd__(self, o): return ('radd', o)
    def __iadd__(self, o): self.v += 1; return self
n = N(1)
print(n + 1, 1 + n)
n += 5
print(n.v)
try: n + 'x'
except TypeError as e: print(e)
