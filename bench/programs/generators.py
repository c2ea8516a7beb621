"""Pipelines of generators and a recursive generator over a tree."""


def numbers(n):
    for i in range(n):
        yield i


def squares(source):
    for value in source:
        yield value * value


def odd(source):
    for value in source:
        if value & 1:
            yield value


class Node:
    def __init__(self, left, key, right):
        self.left, self.key, self.right = left, key, right

    def __iter__(self):
        if self.left is not None:
            yield from self.left
        yield self.key
        if self.right is not None:
            yield from self.right


def tree(low, high):
    if low >= high:
        return None
    middle = (low + high) // 2
    return Node(tree(low, middle), middle, tree(middle + 1, high))


def run(scale):
    return sum(odd(squares(numbers(scale)))), sum(tree(0, scale // 8))


SCALE = 330000
