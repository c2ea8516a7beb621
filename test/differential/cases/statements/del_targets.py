a, b, c = 1, 2, 3
del a, (b, c)
for name in "abc":
    print(name in globals())
items = list(range(6))
del items[0], items[1:3]
print(items)
class Box: pass
box = Box()
box.x = 1
del box.x
print(hasattr(box, "x"))
try:
    del box.x
except AttributeError as error:
    print(error)
try:
    del a
except NameError as error:
    print(error)
def local():
    v = 1
    del v
    try:
        print(v)
    except UnboundLocalError as error:
        print(error)
local()
