def inner(n):
    got = yield n
    print("inner got", got)
    try:
        yield n + 1
    except KeyError as error:
        print("inner caught", error)
        yield "recovered"
    return "result"
def outer():
    value = yield from inner(10)
    print("outer has", value)
    yield from [7, 8]
    yield from "z"
    return "done"
it = outer()
print(next(it), it.send("hello"), it.throw(KeyError("k")))
print(list(it))
def delegating_to_plain():
    yield from iter([1])
it = delegating_to_plain()
next(it)
try:
    it.send(5)
except AttributeError as error:
    print(error)
try:
    list((lambda: (yield from 5))())
except TypeError as error:
    print(error)
