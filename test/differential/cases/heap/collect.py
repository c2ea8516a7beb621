import weakref, gc, sys
class C:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
c = C(1); del c; gc.collect()
a = C(2); a.me = a; del a; gc.collect()
class D: pass
d = D(); r = weakref.ref(d, lambda w: print('cb', w() is None)); 
print(r() is d); del d; gc.collect(); print(r())
def g():
    try: yield 1
    finally: print('closed')
x = g(); next(x); del x; gc.collect()
class R:
    def __del__(self):
        global keep; keep = self; print('res')
r = R(); del r; gc.collect(); print(gc.is_finalized(keep)); del keep; gc.collect()
class P: 
    def __init__(self, c): self.c = c
    def __del__(self): print('P')
p = P(C(3)); del p; gc.collect()
f = weakref.finalize(keep2 := D(), print, 'finalized'); del keep2; gc.collect(); print(f.alive)
wd = weakref.WeakValueDictionary(); o = D(); wd['a'] = o; print(len(wd)); del o; gc.collect(); print(len(wd))
ws = weakref.WeakSet(); o = D(); ws.add(o); del o; gc.collect(); print(len(ws))
class K: pass
del K; print([k.__name__ for k in object.__subclasses__() if k.__name__ == 'K']); 
l = [C(4) for i in range(2)]
l = None; gc.collect()
def f():
    def inner(): return y
    y = C(5); y.f = inner
f(); print(gc.collect() > 0)
at_exit = C('exit')
