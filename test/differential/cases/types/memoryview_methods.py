data = bytearray(b"abcdefgh")
m = memoryview(data)
print(m[0], m[1:3].tobytes(), m[-1], len(m), m.format, m.itemsize, m.nbytes, m.shape, m.strides, m.ndim, m.readonly, m.contiguous, m.tolist(), m.hex())
m[0] = 65; m[1:3] = b"XY"; print(data, m == data, m[::2].tobytes(), bytes(m[::-1]), m.obj is data)
c = m.cast("I"); print(c.format, c.itemsize, len(c), c.shape, c.cast("B").tolist() == m.tolist(), m.cast("b")[0])
two = m.cast("B", (2, 4)); print(two.shape, two[1, 2], two.tolist(), two.ndim)
for f in (lambda: m.__setitem__(0, 256), lambda: m.__setitem__(0, "a"), lambda: memoryview("a"), lambda: m[99], lambda: memoryview(b"a").__setitem__(0, 1), lambda: m.__setitem__(slice(0, 2), b"x"), lambda: m.cast("Z"), lambda: hash(m), lambda: m[0, 0]):
    try:
        f()
    except (ValueError, TypeError, IndexError, NotImplementedError) as error:
        print(type(error).__name__, error)
print(hash(memoryview(b"ab")) == hash(b"ab"), memoryview(b"ab") == b"ab", memoryview(b"a").toreadonly().readonly)
m.release()
try:
    m[0]
except ValueError as error:
    print(error)
with memoryview(b"x") as w: print(w[0])
import array
print(memoryview(array.array("h", [1, -2])).tolist())
