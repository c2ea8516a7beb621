def v(x):
    print(x, end=' ')
    return x
d = {v(1): v(2), v(3): v(4)}
print(d)
