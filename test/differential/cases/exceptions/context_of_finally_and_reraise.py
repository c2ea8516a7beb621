def f():
    try:
        raise ValueError("a")
    finally:
        try:
            raise KeyError("b")
        except KeyError as error:
            print(repr(error.__context__))
try:
    f()
except ValueError as error:
    print(repr(error), error.__context__)
class CM:
    def __enter__(self): pass
    def __exit__(self, *a): raise IndexError("exit")
try:
    with CM():
        raise ValueError("body")
except IndexError as error:
    print(repr(error.__context__))
a = ValueError("a")
try:
    try: raise a
    except ValueError: raise a
except ValueError as error:
    print(error.__context__)
