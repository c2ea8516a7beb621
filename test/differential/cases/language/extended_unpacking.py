a, *b, c = range(6)
print(a, b, c)
*a, = 'xyz'
print(a)
(a, (b, *c)), d = (1, 'pqr'), 4
print(a, b, c, d)
for x, *y in [(1, 2, 3), (4,)]:
    print(x, y)
