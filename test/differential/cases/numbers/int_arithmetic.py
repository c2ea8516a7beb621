for a, b in ((7, 3), (-7, 3), (7, -3), (-7, -3), (0, 5), (2**70, 3), (-2**70, 7), (10**20, -10**10)):
    print(a + b, a - b, a * b, a // b, a % b, divmod(a, b), a / b)
print(2**100, (-2)**63, 2**-1, 0**0, pow(3, 100, 7), pow(3, -1, 7), pow(2, 1000, 10**9 + 7), (-5) ** 3)
for f in (lambda: 1 // 0, lambda: 1 % 0, lambda: 1 / 0, lambda: 0 ** -1, lambda: pow(2, -1, 4), lambda: pow(2, 2, 0), lambda: 10**400 / 1.0, lambda: 1.5 // 0, lambda: 1.5 % 0, lambda: divmod(1, 0)):
    try:
        print(f())
    except (ZeroDivisionError, ValueError, OverflowError) as error:
        print(type(error).__name__, error)
