for text in ("42", " -7 ", "1_000", "0x1f", "0b101", "0o17", "٣٤", "+5", "", "abc", "1__0", "_1", "1_", "0x", "1.5", "- 1", "\n9\t"):
    for base in (10, 0, 16):
        try:
            print(repr(text), base, int(text, base))
        except ValueError as error:
            print(error)
print(int(3.99), int(-3.99), int("z", 36), int(b"12"), int(), int(True), int("-0b11", 0))
for args in ((1.5, 10), ("1", 37), ("1", 1), (None,), ([],), (float("inf"),), (float("nan"),), (1j,)):
    try:
        int(*args)
    except (TypeError, ValueError, OverflowError) as error:
        print(type(error).__name__, error)
