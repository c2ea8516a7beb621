print((0.5).as_integer_ratio(), (1.5).is_integer(), (2.0).is_integer(), (3.7).__trunc__(), (3.7).__floor__(), (3.2).__ceil__(), (-3.5).__round__(), (2.5).__round__())
for x in (1.0, -0.1, 1e300, 5e-324, 0.0, float("inf"), float("nan"), 255.5):
    print(x.hex(), float.fromhex(x.hex()))
print(float.fromhex("0x1.8p1"), float.fromhex("1.fp-3"), float.fromhex("inf"), float.fromhex("0x.1"))
for text in ("0x1p99999", "xyz", "0x"):
    try:
        float.fromhex(text)
    except (ValueError, OverflowError) as error:
        print(type(error).__name__, error)
print(round(2.675, 2), round(0.5), round(1.5), round(2.5), round(-0.5), round(1e300, -299), round(1234.5678, -2), round(0.1 + 0.2, 15), round(5.0, None))
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, divmod(-7.5, 2), 7.5 % -2, 2.0 ** 0.5, (-8.0) ** (1/3), 0.0 ** 0)
try:
    0.0 ** -1
except ZeroDivisionError as error:
    print(error)
try:
    1e200 ** 2
except OverflowError as error:
    print(type(error).__name__, len(error.args))
