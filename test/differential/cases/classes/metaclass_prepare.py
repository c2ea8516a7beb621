class M(type):
    @classmethod
    def __prepare__(m, name, bases, **kw):
        print('prepare', name, bases, kw); return {'added': 1}
    def __new__(m, name, bases, ns, **kw):
        print('new', sorted(k for k in ns if not k.startswith('__'))); return super().__new__(m, name, bases, ns)
    def __init__(c, name, bases, ns, **kw): print('init', kw)
    def __call__(c, *a): print('call', a); return super().__call__(*a)
class C(metaclass=M, flag=1):
    x = 2
C()
print(C.added)
