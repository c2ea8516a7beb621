def trace(label):
    print("make", label)
    def decorate(f):
        print("decorate", label, f.__name__)
        def wrapper(*args):
            print("call", label)
            return f(*args)
        return wrapper
    return decorate
@trace("outer")
@trace("inner")
def add(a, b): return a + b
print(add(1, 2))
@lambda cls: (cls, "decorated")
class C: pass
print(C[0].__name__, C[1])
