eg = ExceptionGroup("outer", [ValueError(1), ExceptionGroup("inner", [KeyError("k"), TypeError("t")]), OSError(2)])
print(repr(eg), str(eg))
match, rest = eg.split((KeyError, ValueError))
print(repr(match), repr(rest), sep="\n")
print(repr(eg.subgroup(lambda e: isinstance(e, TypeError))))
print(eg.subgroup(MemoryError), eg.split(MemoryError)[0])
print(type(BaseExceptionGroup("b", [ValueError()])), type(BaseExceptionGroup("b", [KeyboardInterrupt()])))
for args in (("x", []), ("x", 5), (5, [ValueError()]), ("x", [5])):
    try:
        ExceptionGroup(*args)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
try:
    ExceptionGroup("g", [KeyboardInterrupt()])
except TypeError as error:
    print(error)
print(eg.derive([ValueError(9)]))
