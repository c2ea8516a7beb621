import operator as op, weakref, gc
print(op.itemgetter(1, 0)("ab"), op.attrgetter("real", "imag")(3), op.methodcaller("upper")("x"), op.itemgetter(slice(2))("abc"), op.countOf([1, 1], 1), op.indexOf([5, 6], 6), op.concat([1], [2]), op.contains("ab", "a"), op.index(5), op.truth([]), op.matmul.__name__, op.is_none(None), op.attrgetter("a.b").__class__.__name__, op.length_hint(iter([1, 2])))
class O: pass
o = O(); r = weakref.ref(o); d = weakref.WeakValueDictionary(k=o); s = weakref.WeakSet([o]); p = weakref.proxy(o); p.x = 5
print(r() is o, d["k"] is o, len(s), o.x, weakref.getweakrefcount(o) >= 1)
class M:
    def m(self): return "method"
m = M(); wm = weakref.WeakMethod(m.m); print(wm()())
