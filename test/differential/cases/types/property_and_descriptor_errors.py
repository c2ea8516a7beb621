class C:
    @property
    def x(self): return 1
c = C()
for f in (lambda: setattr(c, 'x', 2), lambda: delattr(c, 'x')):
    try: f()
    except AttributeError as e: print(e)
print(C.x.fget.__name__, C.__dict__['x'].__doc__)
