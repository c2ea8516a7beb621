def deco(f):
    raise TypeError("in decorator")
@deco
def decorated():
    pass
