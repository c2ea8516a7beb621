class C:
    def __init__(self): self.a = 1
print(vars(C()))
def f(x):
    y = 2
    return locals()
print(f(1))
try: vars(1)
except TypeError as e: print(e)
