"""Digits of pi and a large factorial: unbounded ints."""


def digits(count):
    out = []
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    while len(out) < count:
        if 4 * q + r - t < n * t:
            out.append(n)
            q, r, n = 10 * q, 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n
        else:
            q, r, t, k, n, l = q * k, (2 * q + r) * l, t * l, k + 1, (q * (7 * k + 2) + r * l) // (t * l), l + 2
    return out


def run(scale):
    factorial = 1
    for i in range(1, scale):
        factorial *= i
    power = pow(3, 10007, (1 << 521) - 1)
    return "".join(map(str, digits(scale))), len(str(factorial)), power % 1000


SCALE = 700
