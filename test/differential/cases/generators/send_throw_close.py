def g():
    received = []
    while True:
        try:
            received.append((yield len(received)))
        except ValueError as error:
            received.append(str(error))
        except GeneratorExit:
            print("closing", received)
            raise
it = g()
print(next(it), it.send("a"), it.throw(ValueError("oops")), it.send(None))
it.close()
it.close()
for action in (lambda: next(it), lambda: it.send(1), lambda: it.throw(KeyError("k"))):
    try:
        action()
    except Exception as error:
        print(repr(error))
