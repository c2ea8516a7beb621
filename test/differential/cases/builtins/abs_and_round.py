print(abs(-3), abs(-2.5), abs(3 + 4j), abs(True))
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234, -2), round(1e300), round(5, 1))
for bad in ('x', None):
    try: abs(bad)
    except TypeError as e: print(e)
try: round(1.5, 'x')
except TypeError as e: print(e)
