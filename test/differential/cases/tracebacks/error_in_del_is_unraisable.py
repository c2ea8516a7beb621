class C:
    def __repr__(self): return '<C>'
def hook(u): print(type(u.exc_value).__name__, u.exc_value)
import sys
sys.unraisablehook = hook
class D:
    def __del__(self): raise ValueError('in del')
d = D()
del d
import gc; gc.collect()
print('end')
