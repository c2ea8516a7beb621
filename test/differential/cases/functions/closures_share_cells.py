def counter():
    n = 0
    def up():
        nonlocal n
        n += 1
        return n
    def get(): return n
    return up, get
up, get = counter()
up(); up()
print(get(), up.__closure__[0] is get.__closure__[0], up.__code__.co_freevars)
print([f() for f in [lambda: i for i in range(3)]])
print([f() for f in [lambda i=i: i for i in range(3)]])
other, _ = counter()
print(other())
cell = up.__closure__[0]
cell.cell_contents = 100
print(get(), cell.cell_contents)
