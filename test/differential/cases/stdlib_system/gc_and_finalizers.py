import gc
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
print(gc.isenabled(), gc.get_threshold()[0] > 0, gc.get_count()[0] >= 0, gc.is_tracked([]), gc.is_tracked(5), gc.disable(), gc.isenabled(), gc.enable(), type(gc.collect()), gc.get_referents([1, 2]) == [1, 2] or [2, 1])
