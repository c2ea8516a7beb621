from fractions import Fraction as F
import statistics as s
print(F(1, 3) + F(1, 6), F("0.75"), F(1.5), F("3/-4") if False else F("-3/4"), F(7, 3) // 1, F(-7, 3) % 1, F(2, 3) ** 2, F(2, 3) ** -1, F(1, 2) + 0.5, F(1, 2) == 0.5, F(355, 113).limit_denominator(10), round(F(7, 2)), float(F(1, 3)), repr(F(5)), f"{F(1, 3):.3f}", F(1, 2) < 1, F(3, 2).as_integer_ratio(), int(F(7, 2)), abs(F(-1, 2)), F(1, 4) ** 0.5)
d = [1, 2, 2, 3, 4, 4, 4, 5]
print(s.mean(d), s.median(d), s.median_low(d), s.mode(d), s.multimode("aabb"), s.stdev(d), s.pvariance(d), s.quantiles(d, n=4), s.harmonic_mean([1, 2]), s.geometric_mean([1, 4]), s.fmean([1, 2]), s.correlation([1, 2, 3], [1, 2, 3.5]), s.linear_regression([1, 2, 3], [2, 4, 6]), s.mean([F(1, 2), F(1, 3)]), s.NormalDist(0, 1).cdf(1), s.median_grouped(d), s.variance([0.5, 1.5]))
for f in (lambda: F(1, 0), lambda: F("x"), lambda: s.mean([]), lambda: s.stdev([1]), lambda: F(1.5, 2), lambda: s.mode([]), lambda: F([1])):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, error)
