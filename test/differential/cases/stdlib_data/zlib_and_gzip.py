import zlib, gzip, io
data = b"hello hello hello " * 20
c = zlib.compress(data)
print(zlib.decompress(c) == data, len(c) < len(data), zlib.crc32(data), zlib.adler32(data), zlib.crc32(b"b", zlib.crc32(b"a")) == zlib.crc32(b"ab"))
o = zlib.compressobj(9, wbits=-15); raw = o.compress(data) + o.flush(); print(zlib.decompress(raw, -15) == data)
d = zlib.decompressobj(); parts = d.decompress(c[:10]) + d.decompress(c[10:] + b"tail"); print(parts == data, d.unused_data, d.eof)
for bad in (b"", b"xx", c[:-4]):
    try:
        zlib.decompress(bad)
    except zlib.error as error:
        print(error)
print(gzip.decompress(gzip.compress(data)) == data, gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(b"a\nb"))).readlines())
