b = b'abc'
print(b[0], b[-1:], list(b), bytes(3), bytes([1, 255]), b'%d %s' % (1, b'x'), b.hex(':'), bytes.fromhex('61 62'))
for a in ([256], 'text', -1, [1.5]):
    try: bytes(a)
    except (ValueError, TypeError) as e: print(type(e).__name__, e)
try: b[0] = 1
except TypeError as e: print(e)
try: b + 'x'
except TypeError as e: print(e)
