def outer():
    n = 0
    def inner():
        nonlocal n
        n += 1
        return n
    return inner
f = outer()
f(); f()
print(f.__closure__[0].cell_contents, f.__code__.co_freevars, f.__name__, f.__qualname__)
