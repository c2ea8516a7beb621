print(abs(-5), abs(-2.5), abs(3 - 4j), divmod(17, 5), divmod(-17.5, 5), pow(2, 10), pow(2, 0.5), pow(2, -2), round(3.7), round(3.14159, 2), round(-1234, -2), bin(10), oct(-8), hex(255), chr(97), ord("a"), chr(0x1F600), ord("\U0001F600"), int("7"), float(3), complex(1), hash(5))
class Rounds:
    def __round__(self, n=None): return f"round {n}"
    def __abs__(self): return "abs"
    def __divmod__(self, o): return "divmod"
    def __index__(self): return 10
print(round(Rounds()), round(Rounds(), 2), abs(Rounds()), divmod(Rounds(), 1), bin(Rounds()), hex(Rounds()))
for f in (lambda: abs("a"), lambda: chr(-1), lambda: chr(0x110000), lambda: ord("ab"), lambda: ord(5), lambda: ord(""), lambda: bin(1.5), lambda: round("a"), lambda: pow(2, 3, 1.5), lambda: pow("a", 2), lambda: round(1.5, "a"), lambda: divmod(1, "a"), lambda: hex("a"), lambda: abs(None)):
    try:
        f()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
