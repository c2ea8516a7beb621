"""Cells that depend on each other: objects, dicts, dynamic dispatch, recursion."""


class Cell:
    def __init__(self):
        self.readers = []
        self.cached = None

    def value(self):
        if self.cached is None:
            self.cached = self.compute()
        return self.cached

    def changed(self):
        if self.cached is not None:
            self.cached = None
            for reader in self.readers:
                reader.changed()


class Constant(Cell):
    def __init__(self, number):
        super().__init__()
        self.number = number

    def compute(self):
        return self.number

    def set(self, number):
        self.number = number
        self.changed()


class Sum(Cell):
    def __init__(self, parts):
        super().__init__()
        self.parts = parts
        for part in parts:
            part.readers.append(self)

    def compute(self):
        total = 0
        for part in self.parts:
            total += part.value()
        return total


class Scaled(Cell):
    def __init__(self, source, factor):
        super().__init__()
        self.source = source
        self.factor = factor
        source.readers.append(self)

    def compute(self):
        return self.source.value() * self.factor % 1000003


def run(scale):
    rows = [[Constant(i) for i in range(10)]]
    for depth in range(12):
        above = rows[-1]
        rows.append([Scaled(Sum([above[i], above[(i + 1) % 10]]), depth + 2) for i in range(10)])
    total = 0
    for i in range(scale):
        rows[0][i % 10].set(i)
        total += rows[-1][i % 7].value()
    return total


SCALE = 1500
