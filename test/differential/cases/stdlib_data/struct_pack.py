import struct
print(struct.pack("<ibhHQ", -1, 2, -3, 65535, 2**63), struct.pack(">I3s?d", 1, b"abcd", True, 1.5), struct.unpack("<ihb", b"\xff\xff\xff\xff\x01\x00\x05"), struct.calcsize("<qb"), struct.pack("=5p", b"abc"), struct.pack("!2x2B", 1, 2), struct.pack("<e f", 1.5, -0.1))
s = struct.Struct(">2sH"); print(s.size, s.format, s.pack(b"a", 7), s.unpack_from(b"xxab\x00\x09", 2), list(s.iter_unpack(b"ab\0\1cd\0\2")))
buf = bytearray(6); struct.pack_into("<H", buf, 2, 513); print(buf)
for f in (lambda: struct.pack("<b", 200), lambda: struct.pack("<i", "a"), lambda: struct.unpack("<i", b"a"), lambda: struct.pack("<ii", 1), lambda: struct.pack("z", 1), lambda: struct.pack("<c", b"ab"), lambda: struct.unpack_from("<i", b"abc"), lambda: struct.pack("<f", 1e300), lambda: struct.pack("<H", -1), lambda: struct.pack("<s", "x"), lambda: struct.pack("<Q", 2**64)):
    try:
        f()
    except (struct.error, OverflowError) as error:
        print(type(error).__name__, error)
