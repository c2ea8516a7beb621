import weakref
class A:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n, len)
a = A(1); b = A(2); b.a = a; c = A(3); c.c = c
class Node:
    def __init__(self, n): self.next = n
    def __del__(self):
        global count
        count += 1
        if count % 100 == 0: print(count)
count = 0
n = None
for i in range(500): n = Node(n)
