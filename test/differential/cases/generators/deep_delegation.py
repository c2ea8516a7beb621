def chain(n):
    if n:
        yield from chain(n - 1)
    yield n
print(sum(chain(300)), list(chain(4)))
def tree(depth):
    return None if depth == 0 else (tree(depth - 1), depth, tree(depth - 1))
def walk(node):
    if node:
        left, value, right = node
        yield from walk(left)
        yield value
        yield from walk(right)
print(list(walk(tree(4))))
