"""Decimal arithmetic: interest, rounding, square roots."""
from decimal import ROUND_HALF_EVEN, Decimal, getcontext


def run(scale):
    getcontext().prec = 28
    cent = Decimal("0.01")
    balance = Decimal("1000.00")
    total = Decimal(0)
    for month in range(1, scale):
        interest = (balance * Decimal("0.0325") / 12).quantize(cent, rounding=ROUND_HALF_EVEN)
        balance += interest
        if month % 24 == 0:
            balance = Decimal("1000.00")
        total += interest
    return str(total), str(Decimal(2).sqrt()), str(total / 7)


SCALE = 55000
