"""Closures, decorators, functools and functions as values."""
from functools import partial, reduce


def counted(function):
    calls = 0

    def wrapper(*args):
        nonlocal calls
        calls += 1
        return function(*args)

    wrapper.calls = lambda: calls
    return wrapper


def compose(*functions):
    def composed(value):
        for function in functions:
            value = function(value)
        return value
    return composed


@counted
def add(a, b):
    return a + b


def run(scale):
    chain = compose(partial(add, 3), lambda x: x * 2, lambda x: x ^ 5)
    total = 0
    for i in range(scale):
        total += chain(i)
    return total, reduce(lambda a, b: (a * 31 + b) & 0xFFFF, range(scale)), add.calls() > 0


SCALE = 110000
