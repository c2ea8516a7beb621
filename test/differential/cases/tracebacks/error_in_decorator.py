def broken(f): raise ValueError('decorating ' + f.__name__)
@broken
def g(): pass
