"""Events of exceptions and the offsets that they are told with."""
import sys
mon=sys.monitoring; E=mon.events
mon.use_tool_id(2,'t')
log=[]
for n in ("RAISE","RERAISE","EXCEPTION_HANDLED","PY_UNWIND","PY_THROW","STOP_ITERATION"):
    mon.register_callback(2,getattr(E,n),lambda c,*a,n=n: log.append((n,c.co_name,a[0])))
def f(): raise ValueError
def g():
    x = 1
    f()
def h():
    try: g()
    finally: pass
def k():
    for x in iter(f, 3): pass
def m():
    with open('/nonexistent/x') as y: pass
def gen():
    yield f()
def j():
    yield from gen()
def n():
    list(j())
def o():
    [].foo
def p():
    a = 1 + 'x'
def q():
    undefined
def r():
    try:
        g()
    except* KeyError: pass
mon.set_events(2, E.RAISE|E.RERAISE|E.EXCEPTION_HANDLED|E.PY_UNWIND|E.PY_THROW|E.STOP_ITERATION)
for fn in (h,k,m,n,o,p,q,r):
    try: fn()
    except Exception: pass
mon.set_events(2,0)
for l in log: print(*l)
