m = memoryview(bytearray(b'abcdef'))
m[1:3] = b'XY'
print(m.tobytes(), m[::2].tolist(), m.readonly, m.format, m.shape, m[0], bytes(m[-2:]), m == b'aXYdef')
try: m[0:2] = b'too long'
except ValueError as e: print(e)
try: memoryview(b'a')[0] = 1
except TypeError as e: print(e)
m.release()
try: m[0]
except ValueError as e: print(e)
