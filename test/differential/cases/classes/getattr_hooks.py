class Hooked:
    real = 1
    def __getattr__(self, name):
        if name.startswith("dyn_"): return name[4:]
        raise AttributeError(f"no {name}")
    def __setattr__(self, name, value):
        print("setattr", name, value)
        super().__setattr__(name, value)
    def __delattr__(self, name):
        print("delattr", name)
        super().__delattr__(name)
    def __dir__(self): return ["b", "a"]
h = Hooked()
h.v = 3
print(h.v, h.real, h.dyn_test, dir(h))
del h.v
print(getattr(h, "v", "default"), hasattr(h, "nothing"))
try:
    h.nothing
except AttributeError as error:
    print(error)
class All:
    def __getattribute__(self, name): return f"all {name}"
print(All().x, All().__class__)
