import sys
def depth(n):
    return depth(n + 1)
try:
    depth(0)
except RecursionError as error:
    print(error)
def count(n):
    return 0 if n == 0 else 1 + count(n - 1)
print(count(900))
sys.setrecursionlimit(5000)
print(sys.getrecursionlimit(), count(4500))
try:
    sys.setrecursionlimit(0)
except ValueError as error:
    print(error)
