ba = bytearray(b"abc")
ba.append(100); ba.extend(b"ef"); ba.insert(0, 65); ba[1] = 66; ba[2:4] = b"xyz"; del ba[0]; ba += b"!"; ba *= 2
print(ba, len(ba), ba.pop(), ba.pop(0), ba.index(b"x"), ba.reverse(), ba, ba.copy() == ba)
ba.remove(33) if 33 in ba else None
ba.clear(); print(ba, bytearray(3), bytearray("é", "latin-1"), bytearray(range(3)), bytearray(b"a") + b"b", b"a" + bytearray(b"b"), type(bytearray(b"ab")[1:]), bytearray(b"x").upper())
ba = bytearray(b"0123456789"); ba[::2] = b"abcde"; print(ba, ba[::-1]); del ba[1::2]; print(ba)
for f in (lambda: ba.append(256), lambda: ba.append("a"), lambda: ba.remove(7), lambda: bytearray().pop(), lambda: ba.__setitem__(0, 300), lambda: ba.__setitem__(slice(0, 4, 2), b"x"), lambda: hash(ba), lambda: ba.extend("x"), lambda: ba.__setitem__(99, 1)):
    try:
        f()
    except (ValueError, TypeError, IndexError) as error:
        print(type(error).__name__, error)
view = memoryview(ba)
try:
    ba.append(1)
except BufferError as error:
    print(error)
view.release(); ba.append(1); print(ba, ba.resize(2), ba, ba.hex())
