"""Doubly recursive Fibonacci numbers: calls and small ints."""


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def run(scale):
    return fib(scale)


SCALE = 27
