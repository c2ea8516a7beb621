"""Matrices and statistics: a small exact matrix class, least squares, and a report on a made-up experiment."""

import itertools
import math
import operator
import random
import statistics
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import reduce
from typing import Self


class Matrix:
    """A matrix of any numbers that know +, - and *; fractions keep it exact."""

    __slots__ = ("rows",)
    __match_args__ = ("rows",)

    def __init__(self, rows: Iterable[Iterable]):
        self.rows = tuple(tuple(row) for row in rows)
        if len({len(row) for row in self.rows}) != 1:
            raise ValueError("rows of different length")

    @classmethod
    def identity(cls, size: int) -> Self:
        return cls([int(i == j) for j in range(size)] for i in range(size))

    @classmethod
    def build(cls, height: int, width: int, entry: Callable[[int, int], object]) -> Self:
        return cls([entry(i, j) for j in range(width)] for i in range(height))

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.rows), len(self.rows[0])

    @property
    def T(self) -> Self:
        return type(self)(zip(*self.rows))

    def __getitem__(self, index):
        match index:
            case int(i), int(j):
                return self.rows[i][j]
            case slice() as rows, slice() as columns:
                return type(self)(row[columns] for row in self.rows[rows])
        raise TypeError(f"a matrix is indexed by two numbers or two slices, not {index!r}")

    def __eq__(self, other):
        return self.rows == other.rows if isinstance(other, Matrix) else NotImplemented

    def __hash__(self):
        return hash(self.rows)

    def _entrywise(self, other, operation):
        if not isinstance(other, Matrix):
            return NotImplemented
        if self.shape != other.shape:
            raise ValueError(f"shapes {self.shape} and {other.shape} differ")
        return type(self)(map(operation, a, b) for a, b in zip(self.rows, other.rows))

    def __add__(self, other):
        return self._entrywise(other, operator.add)

    def __sub__(self, other):
        return self._entrywise(other, operator.sub)

    def __mul__(self, factor):
        return type(self)((factor * x for x in row) for row in self.rows)

    __rmul__ = __mul__

    def __neg__(self):
        return -1 * self

    def __matmul__(self, other):
        if self.shape[1] != other.shape[0]:
            raise ValueError(f"cannot multiply {self.shape} by {other.shape}")
        columns = other.T.rows
        return type(self)([sum(map(operator.mul, row, column)) for column in columns] for row in self.rows)

    def __pow__(self, exponent: int):
        result, base = self.identity(len(self.rows)), self
        while exponent:
            if exponent & 1:
                result = result @ base
            base, exponent = base @ base, exponent >> 1
        return result

    def eliminated(self) -> tuple[Self, int]:
        """Row echelon form by Gauss and Jordan, and the sign of the row swaps (0 for a singular matrix)."""
        rows = [[Fraction(x) for x in row] for row in self.rows]
        sign = 1
        for i in range(len(rows)):
            pivot = next((k for k in range(i, len(rows)) if rows[k][i]), None)
            if pivot is None:
                return type(self)(rows), 0
            if pivot != i:
                rows[i], rows[pivot] = rows[pivot], rows[i]
                sign = -sign
            for k in range(len(rows)):
                if k != i and rows[k][i]:
                    factor = rows[k][i] / rows[i][i]
                    rows[k] = [a - factor * b for a, b in zip(rows[k], rows[i])]
        return type(self)(rows), sign

    def determinant(self) -> Fraction:
        echelon, sign = self.eliminated()
        return sign * math.prod((echelon[i, i] for i in range(len(self.rows))), start=Fraction(1))

    def inverse(self) -> Self:
        size = len(self.rows)
        joined = type(self)(a + b for a, b in zip(self.rows, self.identity(size).rows))
        echelon, sign = joined.eliminated()
        if not sign:
            raise ZeroDivisionError("the matrix is singular")
        return type(self)([x / row[i] for x in row[size:]] for i, row in enumerate(echelon.rows))

    def __str__(self):
        texts = [[f"{x:.4g}" if isinstance(x, float) else str(x) for x in row] for row in self.rows]
        widths = [max(map(len, column)) for column in zip(*texts)]
        return "\n".join("[ " + "  ".join(map(str.rjust, row, widths)) + " ]" for row in texts)

    def __repr__(self):
        return f"{type(self).__name__}({[list(row) for row in self.rows]})"


def least_squares(xs: Sequence[float], ys: Sequence[float], degree: int) -> list[float]:
    """Coefficients of the polynomial that fits best, lowest power first."""
    vandermonde = Matrix.build(len(xs), degree + 1, lambda i, j: Fraction(xs[i]) ** j)
    right = Matrix([Fraction(y)] for y in ys)
    solution = (vandermonde.T @ vandermonde).inverse() @ (vandermonde.T @ right)
    return [float(x) for (x,) in solution.rows]


def histogram(values: Sequence[float], bins: int) -> None:
    low, high = min(values), max(values)
    width = (high - low) / bins
    counts = [0] * bins
    for value in values:
        counts[min(int((value - low) / width), bins - 1)] += 1
    for number, count in enumerate(counts):
        print(f"  {low + number * width:7.2f} | {'*' * count}")


def exact_part() -> None:
    hilbert = Matrix.build(4, 4, lambda i, j: Fraction(1, i + j + 1))
    print("Hilbert matrix")
    print(hilbert)
    print("determinant", hilbert.determinant())
    print("inverse")
    print(hilbert.inverse())
    print("inverse @ matrix is the identity:", hilbert.inverse() @ hilbert == Matrix.identity(4))

    fibonacci = Matrix([[1, 1], [1, 0]]) ** 300
    print("\nFibonacci 300 =", fibonacci[0, 1])
    print("digits:", len(str(fibonacci[0, 1])), "bits:", fibonacci[0, 1].bit_length())

    rotation = Matrix([[0, -1], [1, 0]])
    print("a quarter turn four times:", repr(rotation ** 4), "| three times is back:", rotation ** 3 == -rotation)
    print("corner:", repr(hilbert[1:3, :2]))
    for attempt in (lambda: rotation @ hilbert, lambda: Matrix([[1, 2], [2, 4]]).inverse(), lambda: Matrix([[1], [2, 3]]), lambda: hilbert["x"]):
        try:
            attempt()
        except (ArithmeticError, TypeError, ValueError) as error:
            print(f"{type(error).__name__}: {error}")


def statistics_part() -> None:
    rng = random.Random(314)
    dose = [round(0.25 * step, 2) for step in range(40)]
    effect = [3 + 1.5 * x - 0.08 * x * x + rng.gauss(0, 0.8) for x in dose]

    print(f"\n{'':12}{'mean':>9}{'median':>9}{'stdev':>9}{'min':>9}{'max':>9}")
    for name, values in (("dose", dose), ("effect", effect)):
        summary = statistics.fmean(values), statistics.median(values), statistics.stdev(values), min(values), max(values)
        print(f"{name:12}" + "".join(f"{value:9.4f}" for value in summary))
    print("quartiles of effect:", [round(q, 4) for q in statistics.quantiles(effect, n=4)])
    print(f"correlation {statistics.correlation(dose, effect):.6f}")
    slope, intercept = statistics.linear_regression(dose, effect)
    print(f"line      {intercept:.6f} + {slope:.6f} x")
    for degree in (1, 2, 3):
        coefficients = least_squares(dose, effect, degree)
        fitted = [reduce(lambda value, c: value * x + c, reversed(coefficients)) for x in dose]
        residual = math.sqrt(math.fsum((y - f) ** 2 for y, f in zip(effect, fitted)))
        print(f"degree {degree}: " + " + ".join(f"{c:.5f} x^{k}" for k, c in enumerate(coefficients)) + f"   residual {residual:.5f}")

    print("\nmoving average of five:", [round(statistics.fmean(window), 2) for window in itertools.batched(effect, 5)])
    print("histogram of effect")
    histogram(effect, 8)

    dice = [rng.randint(1, 6) + rng.randint(1, 6) for _ in range(2000)]
    normal = statistics.NormalDist.from_samples(dice)
    print(f"\ntwo dice, {len(dice)} times: mode {statistics.mode(dice)}, mean {statistics.mean(dice)}")
    print(f"as a normal distribution: mean {normal.mean:.4f}, stdev {normal.stdev:.4f}, P(x < 10) = {normal.cdf(9.5):.4f}")
    print("exact variance of a die:", statistics.pvariance(Fraction(n) for n in range(1, 7)))


if __name__ == "__main__":
    exact_part()
    statistics_part()
