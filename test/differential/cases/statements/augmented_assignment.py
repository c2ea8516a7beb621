class Number:
    def __init__(self, value): self.value = value
    def __iadd__(self, other):
        print("iadd", other)
        self.value += other
        return self
    def __sub__(self, other):
        print("sub", other)
        return Number(self.value - other)
n = Number(1)
m = n
n += 4
print(n is m, n.value)
n -= 2
print(n is m, n.value)
x = 7
x //= 2; x **= 3; x %= 20; x <<= 2; x |= 1; x ^= 8; x &= 0xff; x >>= 1
print(x)
text = "ab"
text *= 3
print(text)
seq = [1]
alias = seq
seq += (2, 3)
print(alias)
t = ([],)
try:
    t[0] += [1]
except TypeError as error:
    print(error, t)
