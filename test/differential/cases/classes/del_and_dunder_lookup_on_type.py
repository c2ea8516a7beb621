class C:
    def __len__(self): return 1
c = C()
c.__len__ = lambda: 5
print(len(c), c.__len__())
class D: pass
d = D()
d.__call__ = lambda: "no"
try:
    d()
except TypeError as error:
    print(error)
D.__call__ = lambda self: "yes"
print(d())
del D.__call__
try:
    d()
except TypeError as error:
    print(error)
try:
    int.x = 1
except TypeError as error:
    print(error)
try:
    del str.upper
except TypeError as error:
    print(error)
try:
    object().x = 1
except AttributeError as error:
    print(error)
