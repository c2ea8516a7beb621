class C:
    @property
    def bad(self): raise AttributeError('inner')
print(getattr(C(), 'x', 'default'), getattr(C(), 'bad', 'hidden'), hasattr(C(), 'bad'))
try: C().bad
except AttributeError as e: print(e)
