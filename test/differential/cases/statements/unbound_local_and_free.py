def f():
    print(x)
    x = 1
def g():
    def h():
        return y
    try:
        h()
    except NameError as error:
        print(type(error).__name__, error)
    y = 1
    print(h())
try:
    f()
except UnboundLocalError as error:
    print(error)
g()
try:
    undefined_name
except NameError as error:
    print(error, error.name)
