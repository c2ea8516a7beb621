z = 3 + 4j
print(z, -z, abs(z), z.conjugate(), z * z, z / (1 - 2j), z ** 2, z ** -1, z == 3 + 4j, z != 3, z.real, z.imag)
print(1j, -1j, complex(0, -0.0), complex(-0.0, 0), complex(1), 1e100j, complex("1+2j"), complex(" -j "), complex("nan+infj"), complex("(1e3-2.5j)"))
print(complex(1, 2), complex(real=1, imag=3), repr(complex(float("inf"), float("nan"))), f"{z:.2f} {z:>15} {z:e}")
for f in (lambda: complex("1 + 2j"), lambda: complex("x"), lambda: complex("1", 2), lambda: z < z, lambda: z // 1, lambda: z % 1, lambda: int(z), lambda: 1j / 0, lambda: 0j ** -1, lambda: format(z, "d"), lambda: complex([]), lambda: divmod(z, 1)):
    try:
        print(f())
    except (ValueError, TypeError, ZeroDivisionError) as error:
        print(type(error).__name__, error)
print(hash(1 + 0j) == hash(1), hash(z) == hash(complex(3, 4)), bool(0j), (1 + 2j) + 1, 2 * 1j, complex.from_number(5))
