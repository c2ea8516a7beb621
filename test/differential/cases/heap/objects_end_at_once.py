import weakref, gc
class C:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
    def m(self): return self
print('a'); c = C(1); print('b'); del c; print('c')
C(2); print('after temp')
c = C(3); c = None; print('after store')
def f():
    x = C(4); print('in f'); return 5
f(); print('after f')
def g(): return C(5)
y = g(); print('have y'); y = 0; print('dropped y')
l = [C(6)]; l.clear(); print('cleared')
l = [C(7)]; del l; print('del l')
d = {'a': C(8)}; del d['a']; print('del item'); d['b'] = C(9); d['b'] = 1; print('replaced')
class O: pass
o = O(); o.c = C(10); o.c = None; print('attr'); o.c = C(11); del o; print('del o')
C(12).m().m(); print('chain')
def gen():
    try: yield 1
    finally: print('gen closed')
for i in gen(): break
print('after break')
r = weakref.ref(O()); print(r())
o = O(); r = weakref.ref(o, lambda w: print('callback')); print(r() is o); del o; print(r())
wd = weakref.WeakValueDictionary(); o = O(); wd[1] = o; print(len(wd)); del o; print(len(wd))
cyc = C(13); cyc.c = cyc; del cyc; print('cycle not yet'); gc.collect()
try:
    z = C(14)
    raise ValueError(z)
except ValueError as e: pass
del z
print('exc')
def h(a): a = None; print('h')
h(C(15)); print('after h')
a = b = C(16); del a; print('still'); del b; print('gone')
def rec(n):
    if n: rec(n - 1)
    else: q = C(17)
rec(3); print('rec')
f = weakref.finalize(O(), print, 'fin'); print(f.alive)
class S:
    def __enter__(self): return C(18)
    def __exit__(self, *a): print('exit')
with S() as s: pass
s = None
print('end')
