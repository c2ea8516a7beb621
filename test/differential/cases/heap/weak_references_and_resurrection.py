import weakref, gc
class R:
    def __del__(self):
        print('in del', [w() is None for w in ws])
        global keep; keep = self
def cb(w): print('cb')
for cyc in (True, False):
    r = R()
    if cyc: r.me = r
    ws = [weakref.ref(r), weakref.ref(r, cb)]
    del r; gc.collect()
    print('after', [w() is None for w in ws])
    keep = None
    print('gone', [w() is None for w in ws])
