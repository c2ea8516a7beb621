def f(a, items=[]):
    items.append(a)
    return items
print(f(1), f(2), f(3, []))
