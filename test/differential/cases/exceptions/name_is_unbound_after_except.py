error = "before"
try:
    1 / 0
except ZeroDivisionError as error:
    print(error)
try:
    print(error)
except NameError as e:
    print(e)
def f():
    try:
        raise KeyError("x")
    except KeyError as e:
        pass
    try:
        e
    except UnboundLocalError as again:
        print(again)
f()
