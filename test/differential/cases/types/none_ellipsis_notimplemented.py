print(None, ..., NotImplemented, type(None), type(...), type(NotImplemented), repr(Ellipsis), bool(...), type(None)() is None)
for f in (lambda: bool(NotImplemented), lambda: None(), lambda: None.x, lambda: None + 1, lambda: None[0], lambda: type(None)(1), lambda: None < None, lambda: len(None), lambda: iter(None)):
    try:
        f()
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)
try:
    None.x = 1
except AttributeError as error:
    print(error)
