b = bytearray(b'abc')
b[0] = 65; b += b'd'; b[1:2] = b'XYZ'; b.append(33); del b[-2]
print(b, b.pop(), b.find(b'Z'), b.replace(b'X', b''), bytes(b))
try: b[0] = 256
except ValueError as e: print(e)
try: b.append('a')
except TypeError as e: print(e)
