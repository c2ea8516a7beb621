values = iter([1, 2, 0, 3])
print(list(iter(lambda: next(values), 0)), list(values))
class Old:
    def __getitem__(self, i):
        if i >= 3: raise IndexError
        return i * i
print(list(Old()), list(reversed([1, 2])), 4 in Old(), max(Old()))
class NoIter: pass
class BadIter:
    def __iter__(self): return 5
for value in (NoIter(), BadIter(), 5, None):
    try:
        iter(value)
    except TypeError as error:
        print(error)
try:
    next([])
except TypeError as error:
    print(error)
try:
    reversed({1})
except TypeError as error:
    print(error)
try:
    iter(5, 0)
except TypeError as error:
    print(error)
print([type(iter(x)).__name__ for x in ([], (), "", {}, set(), range(1), b"", {}.items(), bytearray())], type(iter("é")).__name__)
