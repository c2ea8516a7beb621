print(1 << 70, -1 >> 3, -8 >> 1, 5 & -2, 5 | -8, 5 ^ -1, ~2 ** 65, (1 << 64) >> 60)
try: 1 << -1
except ValueError as e: print(e)
try: 1 & 1.0
except TypeError as e: print(e)
