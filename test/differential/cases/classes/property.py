class Temperature:
    def __init__(self): self._c = 0
    @property
    def c(self):
        "degrees"
        return self._c
    @c.setter
    def c(self, v): self._c = v
    @c.deleter
    def c(self): print("deleted")
    @property
    def f(self): return self._c * 9 / 5 + 32
t = Temperature()
t.c = 100
print(t.c, t.f, Temperature.c.__doc__)
del t.c
for action in (lambda: setattr(t, "f", 1), lambda: delattr(t, "f"), lambda: property().__get__(t)):
    try:
        action()
    except AttributeError as error:
        print(error)
print(type(Temperature.c), Temperature.c.fget.__name__, Temperature.f.fset)
