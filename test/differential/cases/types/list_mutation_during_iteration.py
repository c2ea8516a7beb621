l = [1, 2, 3, 4]
for x in l:
    if x % 2: l.remove(x)
print(l)
l = [1]
for x in l:
    if len(l) < 5: l.append(x + 1)
print(l)
it = iter(l)
print(next(it), it.__length_hint__(), list(it))
l.append(99)
print(next(it, "exhausted stays exhausted"))
r = reversed([1, 2, 3])
print(next(r), r.__length_hint__(), list(r))
recursive = [1]
recursive.append(recursive)
print(recursive, recursive == recursive)
