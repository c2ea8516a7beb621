class V:
    def __init__(self, n): self.n = n
    def __lt__(self, o): print("lt"); return self.n < o.n
    def __gt__(self, o): print("gt"); return self.n > o.n
    def __eq__(self, o):
        print("eq")
        return self.n == o.n if isinstance(o, V) else NotImplemented
print(V(1) < V(2), V(1) > V(2), V(1) == V(1), V(1) != V(1), V(1) == 5)
try:
    V(1) <= V(2)
except TypeError as error:
    print(error)
try:
    hash(V(1))
except TypeError as error:
    print(error)
try:
    1 < "a"
except TypeError as error:
    print(error)
class W(V):
    def __gt__(self, o): print("W.gt"); return True
print(V(1) < W(0))
a = float("nan")
print(a == a, [a] == [a], a in [a], (a,) == (a,))
