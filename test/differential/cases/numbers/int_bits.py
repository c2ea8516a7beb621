for x in (0, 1, -1, 5, -6, 2**64 + 3, -2**65):
    print(x, ~x, x & 0xff, x | 6, x ^ 3, x << 3, x >> 2, x.bit_length(), x.bit_count(), bin(x), oct(x), hex(x))
print(1 << 100, -1 >> 1000, 5 >> 10**30, (2**80) >> 79)
try:
    1 << -1
except ValueError as error:
    print(error)
try:
    1 >> -1
except ValueError as error:
    print(error)
try:
    1.0 << 2
except TypeError as error:
    print(error)
print(True + True, True & False, type(True & True), type(True & 1), ~5, -True)
