n = 10 ** 20
print(n.bit_length(), (5).bit_count(), (1024).to_bytes(2), int.from_bytes(b'\x04\x00'), (-1).to_bytes(2, 'little', signed=True), (3).as_integer_ratio(), n.numerator, (7).conjugate(), (6).is_integer())
try: (256).to_bytes(1)
except OverflowError as e: print(e)
try: (-1).to_bytes(1)
except OverflowError as e: print(e)
