"""Comprehensions of every kind."""


def run(scale):
    squares = [x * x for x in range(scale) if x % 3]
    index = {x: i for i, x in enumerate(squares)}
    digits = {str(x)[-1] for x in squares}
    table = [[i * j for j in range(20)] for i in range(scale // 40)]
    flat = [x for row in table for x in row if x & 1]
    transposed = [list(column) for column in zip(*table)]
    return len(index), sorted(digits), sum(flat), sum(map(sum, transposed)), any(x < 0 for x in squares)


SCALE = 120000
