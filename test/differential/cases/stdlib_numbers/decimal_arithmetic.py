from decimal import *
D = Decimal
print(D("1.1") + D("2.2"), D(1) / D(3), D("1e3"), D("-0"), D("NaN"), D("Infinity"), D(0.1), D((1, (1, 2, 3), -2)), D("3.14159").quantize(D("0.01")), D("2.5").quantize(D(1)), D("2.5").to_integral_value(ROUND_HALF_UP), D(2).sqrt(), D(10).ln(), D("1.20").normalize(), D("123.45").as_tuple(), D("1.5") == 1.5, hash(D(5)) == hash(5))
print(D(7) // D(2), D(-7) % D(3), D(2) ** 100, D("1E+5").to_eng_string(), f"{D('1234567.891'):,.2f}", f"{D('0.00001')}", repr(D("1.0")), D("1.0") < 2, max(D(1), D("0.5")), abs(D("-2")), round(D("2.675"), 2), int(D("3.9")), float(D("0.5")), D("12.3").adjusted(), D(5).compare(D(6)), D("0.1").as_integer_ratio())
with localcontext(prec=5) as ctx:
    print(D(1) / D(7), ctx.prec, getcontext().rounding)
getcontext().prec = 10; print(D(2).sqrt(), D(1).exp(), getcontext().flags[Inexact])
for f in (lambda: D("abc"), lambda: D(1) / 0, lambda: D(0) / 0, lambda: D("sNaN") + 1, lambda: D(1) + 1.5, lambda: D("1").quantize(D("1e-50")), lambda: D(-1).sqrt(), lambda: D([1])):
    try:
        print(f())
    except (ArithmeticError, TypeError, ValueError) as error:
        print(type(error).__name__, error)
