class C:
    a = 1
    def __dir__(self): return ['z', 'b']
print(dir(C()), [n for n in dir(C) if not n.startswith('__')])
def f():
    q = 1; p = 2
    print(dir())
f()
