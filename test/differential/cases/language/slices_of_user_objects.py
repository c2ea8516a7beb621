class C:
    def __getitem__(self, k): return k
    def __setitem__(self, k, v): print('set', k, v)
    def __delitem__(self, k): print('del', k)
c = C()
print(c[1:2], c[::2], c[:, 1])
c[1:] = 5
del c[:1]
