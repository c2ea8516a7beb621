z = 3 + 4j
print(z * 2, z / (1 - 1j), abs(z), z.conjugate(), z ** 2, -z, z == 3 + 4j, complex('1+2j'), complex(1, -0.0), 1j ** 2, z.real)
for f in (lambda: z < z, lambda: z // 1, lambda: int(z), lambda: complex('x'), lambda: z / 0):
    try: f()
    except (TypeError, ValueError, ZeroDivisionError) as e: print(type(e).__name__, e)
