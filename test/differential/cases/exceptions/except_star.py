def run(exceptions):
    try:
        raise ExceptionGroup("eg", exceptions)
    except* ValueError as eg:
        print("values", eg.exceptions)
    except* (KeyError, TypeError) as eg:
        print("key or type", eg.exceptions)
    else:
        print("else")
    finally:
        print("finally")
run([ValueError(1), KeyError("k"), ValueError(2)])
try:
    run([OSError(5), TypeError("t")])
except ExceptionGroup as rest:
    print("rest", rest.exceptions)
try:
    raise ValueError("naked")
except* ValueError as eg:
    print(repr(eg))
try:
    try:
        raise ExceptionGroup("eg", [ValueError(1), KeyError(2)])
    except* ValueError:
        raise IndexError("new")
except ExceptionGroup as eg:
    print(repr(eg))
try:
    try: raise ValueError
    except* ExceptionGroup: pass
except TypeError as error:
    print(error)
