def f(x):
    try:
        if x == 0: raise ValueError("v")
        if x == 1: raise KeyError("k")
        raise TypeError("t")
    except ValueError, KeyError:
        return "two"
    except TypeError:
        return "one"
print([f(i) for i in range(3)])
try:
    raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
except* ValueError, KeyError:
    print("star")
