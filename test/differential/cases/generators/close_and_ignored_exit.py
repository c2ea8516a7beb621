def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2
it = stubborn()
next(it)
try:
    it.close()
except RuntimeError as error:
    print(error)
def returning():
    try:
        yield 1
    except GeneratorExit:
        return "kept"
it = returning()
next(it)
print(it.close())
def failing():
    try:
        yield
    finally:
        raise ValueError("in finally")
it = failing()
next(it)
try:
    it.close()
except ValueError as error:
    print(error, repr(error.__context__))
