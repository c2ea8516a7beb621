print({5, 1, 3, 2, 4}, set(range(10)), {100, 1, 50})
s = {1, 2, 3}
try:
    for x in s: s.add(x + 10)
except RuntimeError as error:
    print(error)
it = iter({1, 2})
print(next(it), it.__length_hint__())
