inf, nan = float('inf'), float('nan')
print(inf, -inf, nan, inf - inf, inf * 0, nan == nan, nan != nan, -0.0, 0.0 == -0.0, 1 / inf, inf > 10 ** 400, 2.0 ** 1023 * 2)
for f in (lambda: 1.0 / 0, lambda: 1.0 % 0, lambda: int(nan), lambda: float('x'), lambda: float(10 ** 400)):
    try: f()
    except (ArithmeticError, ValueError) as e: print(type(e).__name__, e)
