for text in ("1.5", " 1e3 ", "1_0.5", "inf", "-Infinity", "nan", "+.5", "5.", "1e400", "-1e400", "1e-400", "٣.٥", "", "1e", "0x10", "1__0", "abc", ".", "1.5.2", "infin", "1 2"):
    try:
        print(repr(text), float(text))
    except ValueError as error:
        print(error)
for value in (None, [], 1j, b"1.5", 10**400, True):
    try:
        print(float(value))
    except (TypeError, OverflowError) as error:
        print(type(error).__name__, error)
class F:
    def __float__(self): return 2.5
class I:
    def __index__(self): return 7
class Bad:
    def __float__(self): return "x"
print(float(F()), float(I()))
try:
    float(Bad())
except TypeError as error:
    print(error)
