b = b"Hello, World"
print(b[0], b[1:3], b[-1:], b.upper(), b.lower(), b.swapcase(), b.title(), b.find(b"o"), b.find(111), b.count(b"l"), b.replace(b"l", b"L", 2), b.split(b", "), b.partition(b", "), b.startswith((b"x", b"H")))
print(b.hex(), b.hex(" "), b.hex("-", 4), b.hex(":", -3), bytes.fromhex("48 65 6c"), bytes([1, 255]), bytes(3), bytes("é", "utf-8"), bytes(b"x"), list(b"ab"))
print(b" a ".strip(), b"xxa".lstrip(b"x"), b"a,b".split(b","), b"-".join([b"a", b"b"]), b"ab" * 2, b"a" + b"b", b"a" in b"ba", 97 in b"a", b"7".zfill(3), b"a".center(5, b"*"), b"ab".translate(None, b"a"), b"abc".translate(bytes.maketrans(b"ab", b"xy")))
print(b"\x00\x7f\x80'\"\\\n", b"it's", b'"', b"abc" < b"abd", b"a" == bytearray(b"a"), hash(b"a") == hash(bytes([97])), b"A1".isalnum(), b" ".isspace(), b"\xe9".isascii(), b"a\nb\r\n".splitlines(True), b"a\tb".expandtabs(4))
for f in (lambda: bytes([256]), lambda: bytes(-1), lambda: bytes("a"), lambda: bytes.fromhex("zz"), lambda: bytes.fromhex("abc"), lambda: b"a" + "b", lambda: b"a"[5], lambda: b"-".join(["a"]), lambda: b"a".find("a"), lambda: b"" in "", lambda: bytes(1.5), lambda: bytes(["a"]), lambda: 300 in b"a", lambda: b"a".split("")):
    try:
        f()
    except (ValueError, TypeError, IndexError) as error:
        print(type(error).__name__, error)
try:
    b"a"[0] = 1
except TypeError as error:
    print(error)
