"""Queens on a board: recursion with generators and sets."""


def solutions(n, row=0, columns=frozenset(), rising=frozenset(), falling=frozenset()):
    if row == n:
        yield ()
        return
    for column in range(n):
        if column in columns or row + column in rising or row - column in falling:
            continue
        for rest in solutions(n, row + 1, columns | {column}, rising | {row + column}, falling | {row - column}):
            yield (column, *rest)


def run(scale):
    found = list(solutions(scale))
    return len(found), found[0]


SCALE = 9
