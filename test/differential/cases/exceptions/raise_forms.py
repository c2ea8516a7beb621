for value in (5, "s", None, object, int):
    try:
        raise value
    except TypeError as error:
        print(error)
try:
    raise
except RuntimeError as error:
    print(error)
try:
    raise ValueError
except ValueError as error:
    print(repr(error))
try:
    try:
        raise KeyError("original")
    except KeyError:
        raise
except KeyError as error:
    print(repr(error))
try:
    try: raise ValueError
    except 5: pass
except TypeError as error:
    print(error)
class Weird(Exception):
    def __new__(cls, *a): return 5
try:
    raise Weird
except TypeError as error:
    print(error)
