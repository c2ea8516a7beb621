def deco(n):
    print('make', n)
    def d(f):
        print('apply', n)
        return f
    return d
@deco(1)
@deco(2)
def f(): pass
