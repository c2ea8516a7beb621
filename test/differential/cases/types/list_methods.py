l = [3, 1, 2]
l.append(4); l.extend("ab"); l.insert(0, "first"); l.insert(100, "last"); l.insert(-1, "x")
print(l, l.pop(), l.pop(0), l.index(1), l.count(1))
l.remove("x"); l.reverse(); print(l, l.copy() == l, l.copy() is l)
l.clear(); print(l)
for f in (lambda: [].pop(), lambda: [1].pop(5), lambda: [1].remove(2), lambda: [1].index(2), lambda: [1][3], lambda: [1]["a"], lambda: [].extend(5), lambda: [1].insert("a", 1), lambda: [1] * 1.5, lambda: [1] + (2,)):
    try:
        f()
    except (IndexError, ValueError, TypeError) as error:
        print(type(error).__name__, error)
print([1, 2] * 2, [1] + [2], [1, 2] == [1, 2.0], [1, 2] < [1, 3], [1] < [1, 0], [[1]] * 2, 2 in [1, 2], [1, 2, 3].index(3, 1))
