import sys
from decimal import Decimal
from fractions import Fraction
modulus = sys.hash_info.modulus
for v in (0, 1, -1, -2, True, 3.0, 10**5, float("inf"), float("-inf"), 1j):
    print(v, hash(v))
for v in (modulus - 1, modulus, modulus + 1, -modulus, 2 * modulus + 5, 10**30):
    print(hash(v) == v % modulus, hash(-v) == -(v % modulus) or hash(-v) == -2)
print(hash(Fraction(1, 2)) == hash(0.5) == hash(Decimal("0.5")) == pow(2, -1, modulus))
print(hash(1e300) == hash(int(1e300)), hash(1 + 2j) == 1 + sys.hash_info.imag * 2, hash(0.1) == hash(Fraction(0.1)))
print(hash(range(3)) == hash(range(0, 3)), hash(frozenset([1, 2])) == hash(frozenset([2, 1])), hash((1, (2, 3))) == hash((1.0, (2, True + 2))))
