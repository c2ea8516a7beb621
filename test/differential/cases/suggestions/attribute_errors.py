import traceback, collections
class Widget:
    def __init__(self): self.colour = 1
    def resize(self): pass
def attempt(f):
    try:
        f()
    except AttributeError as error:
        print(traceback.format_exception_only(error)[-1], end="")
w = Widget()
attempt(lambda: w.color)
attempt(lambda: w.resise())
attempt(lambda: [].add(1))
attempt(lambda: "".contains("x"))
attempt(lambda: collections.namedtoplo)
attempt(lambda: {}.has_key(1))
attempt(lambda: w.completely_different_name)
attempt(lambda: [].push(1))
class Holder:
    def __init__(self): self.inner = w
attempt(lambda: Holder().colour)
