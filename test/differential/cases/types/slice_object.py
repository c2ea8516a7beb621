s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, s.indices(5), slice(None), slice(3), slice(-3, None, -1).indices(10), s == slice(1, 10, 2), slice(1) < slice(2))
print(hash(s) == hash(slice(1, 10, 2)), {slice(1): "ok"}[slice(1)])
class Index:
    def __index__(self): return 2
print("abcdef"[Index():], [1, 2, 3][Index()], "abc"[None:None:None])
for f in (lambda: slice(), lambda: slice(1, 2, 0).indices(3), lambda: slice(1).indices(-1), lambda: slice("a").indices(3)):
    try:
        f()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
class Show:
    def __getitem__(self, k): return k
print(Show()[1:2, ::3], Show()["a":"b":[1]])
