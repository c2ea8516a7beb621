class M:
    def __enter__(self): return self
    def __exit__(self, *a): raise OSError('while leaving')
with M():
    raise KeyError('inside')
