b = bytearray(b'hello world')
x = bytes(memoryview(b)[:5]); del b[:5]; print(b, x)
m = memoryview(b)
try: b.append(1)
except BufferError as e: print(e)
n = m[2:]; del m
try: b.append(1)
except BufferError as e: print(e)
del n; b.append(1); print(b)
import io, array
s = io.BytesIO(b'abc'); v = s.getbuffer(); v[0] = 65
try: s.truncate(1)
except BufferError as e: print(e)
v = None; s.truncate(1); print(s.getvalue())
a = array.array('i', [1,2]); v = memoryview(a)
try: a.append(1)
except BufferError as e: print(e)
v = None; a.append(3); print(a)
