import sys, weakref
def hook(args): print(args.exc_type.__name__, args.err_msg and args.err_msg.split('0x')[0], getattr(args.object, '__name__', None))
sys.unraisablehook = hook
class C:
    def __del__(self): 1 / 0
C()
def g():
    try: yield
    finally: {}['x']
x = g(); next(x); del x
def h():
    while True:
        try: yield
        except GeneratorExit: pass
class D: pass
d = D(); r = weakref.ref(d, lambda w: [][0]); del d
import warnings
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')
    async def co(): pass
    co()
    async def ag(): yield
    ag().asend(1)
    ag().aclose()
    for each in seen: print(each.category.__name__, each.message, each.lineno)
async def main():
    async for i in ag(): break
    print('left')
import asyncio
asyncio.run(main())
