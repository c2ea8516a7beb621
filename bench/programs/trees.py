"""Binary trees that are built and thrown away: allocation."""


class Tree:
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def count(self):
        if self.left is None:
            return 1
        return 1 + self.left.count() + self.right.count()


def build(depth):
    if depth == 0:
        return Tree(None, None)
    return Tree(build(depth - 1), build(depth - 1))


def run(scale):
    kept = build(scale)
    total = 0
    for depth in range(4, scale, 2):
        for _ in range(1 << (scale - depth)):
            total += build(depth).count()
    return kept.count(), total


SCALE = 14
