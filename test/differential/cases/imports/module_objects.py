import types, sys, math as m, os.path, collections.abc as cabc
from math import pi as p, floor
print(m.__name__, p == m.pi, floor(2.5), os.path.join("a", "b"), cabc.Sized.__name__, sys.modules["math"] is m)
mod = types.ModuleType("mymod", "doc")
print(mod, mod.__doc__, mod.__name__, mod.__dict__.keys(), mod.__spec__)
try:
    mod.missing
except AttributeError as error:
    print(error)
mod.__getattr__ = lambda name: f"dynamic {name}"
print(mod.anything)
mod.__dir__ = lambda: ["z"]
print(dir(mod))
