import math
print(math.pi, math.e, math.tau, math.inf, math.sqrt(2), math.factorial(20), math.gcd(12, 18, 6), math.lcm(4, 6), math.comb(10, 3), math.perm(5, 2), math.isqrt(10**20 + 1), math.floor(-2.5), math.ceil(-2.5), math.trunc(-2.7), math.fsum([0.1] * 10), math.prod([1, 2, 3], start=2), math.hypot(3, 4), math.dist([0, 0], [3, 4]), math.copysign(1, -0.0), math.fmod(-7, 3), math.remainder(7, 4), math.modf(-2.5), math.frexp(8.0), math.ldexp(0.5, 4))
print(math.isclose(0.1 + 0.2, 0.3), math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1), math.log(8, 2), math.log2(2**100), math.log10(1000), math.exp(0), math.degrees(math.pi), math.radians(180), math.nextafter(1, 2), math.ulp(1.0), math.cbrt(8), math.sumprod([1, 2], [3, 4]), math.fma(2, 3, 4), math.log(10**400), math.pow(2, 0.5), math.atan2(1, -1), math.gamma(5), math.exp2(3))
for f in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.factorial(-1), lambda: math.factorial(1.5), lambda: math.floor(math.inf), lambda: math.exp(1000), lambda: math.gcd(1.5), lambda: math.comb(-1, 1), lambda: math.acos(2), lambda: math.fmod(1, 0), lambda: math.isqrt(-1), lambda: math.sqrt("a"), lambda: math.pow(0, -1), lambda: math.ceil("a"), lambda: math.dist([1], [1, 2]), lambda: math.log(-1)):
    try:
        print(f())
    except (ValueError, TypeError, OverflowError) as error:
        print(type(error).__name__, error)
