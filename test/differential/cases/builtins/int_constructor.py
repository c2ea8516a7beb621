print(int('  -12_3 '), int('ff', 16), int('0b101', 0), int(3.99), int(-3.99), int(True), int(b'12'), int('z', 36))
for a in (('1.5',), ('12', 1), ('', 10), (None,), ('9', 8), (float('nan'),), (float('inf'),)):
    try: int(*a)
    except (ValueError, TypeError, OverflowError) as e: print(type(e).__name__, e)
