print(isinstance(1, int | str), isinstance("", (bytes, (str, list))), issubclass(bool, int | None), isinstance(None, int | None))
for args in ((1, 5), (1, [int]), (1, list[int])):
    try:
        isinstance(*args)
    except TypeError as error:
        print(error)
try:
    issubclass(1, int)
except TypeError as error:
    print(error)
print(int | str, int | None, (int | str).__args__, int | str == str | int)
print(isinstance(True, int), isinstance(int, type), isinstance(type, type), issubclass(type, object))
