print(pow(2, 10), pow(2, -1), pow(3, 4, 5), pow(3, -1, 7), 0 ** 0, pow(-2, 0.5))
for a in ((2, 2, 0), (2, -1, 4), (2.0, 2, 3), (0, -1)):
    try: pow(*a)
    except (ValueError, TypeError, ZeroDivisionError) as e: print(type(e).__name__, e)
