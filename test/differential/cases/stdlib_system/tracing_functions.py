import sys
events = []
def tracer(frame, event, arg):
    if frame.f_code.co_name in ("f", "g"):
        events.append((event, frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno, repr(arg) if event == "return" else None))
    return tracer
def g(x):
    return x + 1
def f():
    y = g(1)
    try:
        raise ValueError
    except ValueError:
        pass
    return y
sys.settrace(tracer); f(); sys.settrace(None)
for e in events: print(e)
prof = []
sys.setprofile(lambda frame, event, arg: prof.append(event)); g(1); len([]); sys.setprofile(None); print(prof)
