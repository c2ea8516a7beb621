class Manager:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow
    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()
    def __exit__(self, kind, value, traceback):
        print("exit", self.name, kind and kind.__name__, value)
        return self.swallow
with Manager("a") as a, Manager("b") as b:
    print(a, b)
with (Manager("c", swallow=True) as c, Manager("d")):
    raise ValueError("boom")
print("continues")
def early():
    with Manager("e"):
        return "returned"
print(early())
for i in range(2):
    with Manager("f"):
        if i == 0: continue
        break
try:
    with Manager("g"):
        raise KeyError("k")
except KeyError as error:
    print("outside", error)
