class Typed:
    def __class_getitem__(cls, item): return f"{cls.__name__}[{item}]"
    def __call__(self, *a, **k): return a, k
    def __getitem__(self, key): return key
print(Typed[int, 3], Typed()(1, x=2))
t = Typed()
print(t[1:2], t[::3], t[1, ...], t[*[1, 2]], t[()])
print(callable(t), callable(Typed), callable(5))
try:
    int[3]
except TypeError as error:
    print(error)
try:
    object()[1]
except TypeError as error:
    print(error)
