a = []
b = a
print(a is b, id(a) == id(b), a is not [], None is None)
