def chain():
    try:
        try:
            1 / 0
        except ZeroDivisionError as error:
            raise ValueError("second") from error
    except ValueError as error:
        try:
            raise KeyError("third")
        except KeyError as third:
            return third
e = chain()
print(repr(e.__context__), repr(e.__context__.__cause__), e.__cause__, e.__suppress_context__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("hidden") from None
except ValueError as error:
    print(repr(error.__context__), error.__cause__, error.__suppress_context__)
for bad in (5, "text"):
    try:
        raise ValueError from bad
    except TypeError as error:
        print(error)
try:
    raise ValueError from KeyError
except ValueError as error:
    print(repr(error.__cause__))
