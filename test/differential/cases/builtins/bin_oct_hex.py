print(bin(5), bin(-5), oct(64), hex(255), hex(-(2 ** 70)))
class I:
    def __index__(self): return 10
print(bin(I()), hex(I()))
try: hex(1.5)
except TypeError as e: print(e)
