a, b = {'x': 1, 'y': 2}, {'y': 2, 'z': 3}
print(sorted(a.keys() & b), sorted(a.keys() | b.keys()), a.keys() - b, a.items() & b.items(), a.keys() == {'x', 'y'}, a.keys().isdisjoint('q'))
print(a.values(), list(reversed(a.items())), a.keys().mapping)
