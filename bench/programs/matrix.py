"""Matrix multiplication and elimination over lists of lists."""


def multiply(a, b):
    columns = list(zip(*b))
    return [[sum(x * y for x, y in zip(row, column)) for column in columns] for row in a]


def determinant(m):
    m = [row[:] for row in m]
    n = len(m)
    result = 1.0
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(m[r][i]))
        if pivot != i:
            m[i], m[pivot] = m[pivot], m[i]
            result = -result
        result *= m[i][i]
        for j in range(i + 1, n):
            factor = m[j][i] / m[i][i]
            for k in range(i, n):
                m[j][k] -= factor * m[i][k]
    return result


def run(scale):
    a = [[(i * j) % 7 + 1 for j in range(scale)] for i in range(scale)]
    b = [[(i + j) % 5 - 2 for j in range(scale)] for i in range(scale)]
    c = multiply(a, b)
    d = [[float((i * 31 + j * 17) % 19) + (10.0 if i == j else 0.0) for j in range(scale)] for i in range(scale)]
    return sum(map(sum, c)), f"{determinant(d):.6e}"


SCALE = 76
