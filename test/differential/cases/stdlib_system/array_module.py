import array
a = array.array("i", [1, 2, 3]); a.append(4); a.extend([5]); a.insert(0, 0); print(a, a[1:3], a.tolist(), a.typecode, a.itemsize, a.tobytes()[:4], a.pop(), a.index(2), a.count(1), a.reverse(), a, a + a, a * 2 == a + a, a == array.array("l", a.tolist()), array.array("u", "hé") if False else "", array.array("d", [1.5]), array.array("B", b"ab"), bytes(array.array("H", [1])))
a.byteswap(); print(a[0]); a.frombytes(b"\1\0\0\0"); print(a[-1], array.typecodes)
for f in (lambda: array.array("x"), lambda: array.array("b", [200]), lambda: array.array("i", ["a"]), lambda: a[99], lambda: a.frombytes(b"a")):
    try: f()
    except (ValueError, OverflowError, TypeError, IndexError) as error: print(type(error).__name__, error)
