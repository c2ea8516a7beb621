def make():
    x = 1
    class A:
        def get(self): return x
        x = 5
        z = x
    x = 2
    return A
A = make()
print(A.z, A().get())
def outer():
    def a(): return b()
    def b(): return 7
    return a()
print(outer())
def loop():
    fs = []
    for i in range(3):
        def f(i=i): return i
        fs.append(f)
    return [f() for f in fs]
print(loop())
def delcell():
    v = 1
    def g(): return v
    del v
    try:
        g()
    except NameError as error:
        return str(error)
print(delcell())
