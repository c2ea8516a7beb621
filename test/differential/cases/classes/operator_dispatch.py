class L:
    def __add__(self, o): return "L.add"
    def __radd__(self, o): return "L.radd"
    def __mul__(self, o): return NotImplemented
class R:
    def __radd__(self, o): return "R.radd"
    def __rmul__(self, o): return "R.rmul"
class Sub(L):
    def __radd__(self, o): return "Sub.radd"
print(L() + R(), L() * R(), 1 + R(), L() + Sub(), L() + L(), 5 + L())
try:
    L() * 3
except TypeError as error:
    print(error)
try:
    L() @ L()
except TypeError as error:
    print(error)
try:
    L() ** 2
except TypeError as error:
    print(error)
try:
    [] + ()
except TypeError as error:
    print(error)
try:
    -L()
except TypeError as error:
    print(error)
x = L()
try:
    x -= 1
except TypeError as error:
    print(error)
