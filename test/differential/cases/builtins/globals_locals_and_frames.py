import sys
x = 1
print(globals() is locals(), "x" in globals(), globals()["__name__"])
globals()["injected"] = "yes"
print(injected)
def f(a):
    b = 2
    l = locals()
    l["b"] = 99
    l["c"] = 3
    frame = sys._getframe()
    frame.f_locals["a"] = "written through"
    return a, b, sorted(l), frame.f_code.co_name, frame.f_lineno, frame.f_back.f_code.co_name
print(f(1))
class C:
    y = 5
    print(sorted(k for k in locals() if not k.startswith("__")))
