class C:
    @property
    def value(self):
        raise RuntimeError('no value')
print(C().value)
