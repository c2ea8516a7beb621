# as: -m
def inner():
    raise KeyError('k')
inner()
