for enc in ("utf-8", "utf-16-le", "utf-16", "utf-32-be", "latin-1", "cp1252", "utf-8-sig", "utf-7", "koi8-r", "shift_jis" if False else "ascii"):
    try:
        b = "aé€".encode(enc)
        print(enc, b, b.decode(enc))
    except UnicodeError as error:
        print(enc, type(error).__name__, error)
for handler in ("ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace", "surrogateescape"):
    try:
        print(handler, "a€\udc80".encode("ascii", handler))
    except UnicodeError as error:
        print(handler, error)
for handler in ("ignore", "replace", "backslashreplace", "surrogateescape"):
    print(handler, ascii(b"a\xff\xe2\x82z".decode("utf-8", handler)))
for data in (b"\xc3", b"\x80", b"\xed\xa0\x80", b"\xf5", b"ab\xe2\x28\xa1", b"\xf0\x9f\x98"):
    try:
        data.decode()
    except UnicodeDecodeError as error:
        print(error)
try:
    "a".encode("nope")
except LookupError as error:
    print(error)
