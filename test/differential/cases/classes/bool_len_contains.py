class Len:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
class Both(Len):
    def __bool__(self): return True
print(bool(Len(0)), bool(Len(3)), bool(Both(0)))
class BadLen:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
for n in (-1, "x", 1.5):
    try:
        len(BadLen(n))
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
class BadBool:
    def __bool__(self): return 1
try:
    bool(BadBool())
except TypeError as error:
    print(error)
class Seq:
    def __getitem__(self, i):
        if i > 3: raise IndexError
        return i * 10
print(20 in Seq(), 25 in Seq(), list(Seq()), list(reversed_items) if (reversed_items := None) else "-")
class Contains:
    def __contains__(self, x): return "truthy"
print(1 in Contains(), 1 not in Contains())
try:
    1 in 5
except TypeError as error:
    print(error)
