# as: -
def f():
    raise ValueError('from stdin')
f()
