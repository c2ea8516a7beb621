print((1000).to_bytes(2), (1000).to_bytes(4, "little"), (-2).to_bytes(2, signed=True), int.from_bytes(b"\x03\xe8"), int.from_bytes(b"\xff\xfe", "big", signed=True))
for f in (lambda: (256).to_bytes(1), lambda: (-1).to_bytes(1), lambda: (1).to_bytes(1, "middle"), lambda: (1).to_bytes(-1)):
    try:
        f()
    except (OverflowError, ValueError) as error:
        print(type(error).__name__, error)
print((5).as_integer_ratio(), (5).conjugate(), (5).numerator, (5).denominator, (5).real, (5).imag, (7).is_integer())
print(round(1234, -2), round(1250, -2), round(1350, -2), round(-15, -1), (5).__round__(), abs(-2**70), 5 .__add__(3), (5).__index__())
print(int.__add__(1, 2), (1).__add__("x"), (3).__rsub__(10), (2).__pow__(3, 5))
