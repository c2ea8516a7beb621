"""The spectral norm of an infinite matrix: float loops over lists."""


def element(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(v):
    n = len(v)
    return [sum([element(i, j) * v[j] for j in range(n)]) for i in range(n)]


def transposed_times(v):
    n = len(v)
    return [sum([element(j, i) * v[j] for j in range(n)]) for i in range(n)]


def run(scale):
    u = [1.0] * scale
    for _ in range(3):
        v = transposed_times(times(u))
        u = transposed_times(times(v))
    vbv = sum(a * b for a, b in zip(u, v))
    vv = sum(a * a for a in v)
    return round((vbv / vv) ** 0.5, 9)


SCALE = 150
