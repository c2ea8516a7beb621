import base64, binascii
d = bytes(range(0, 256, 17)) + b"ab"
for name in ("b64", "b32", "b16", "b85", "a85", "b32hex", "z85"):
    try:
        e = getattr(base64, name + "encode")(d + b"\0\0" if name == "z85" else d)
        print(name, e, getattr(base64, name + "decode")(e)[:3])
    except ValueError as error:
        print(name, error)
print(base64.urlsafe_b64encode(b"\xfb\xff"), base64.standard_b64decode("aGk="), base64.encodebytes(b"x" * 60), base64.b64decode("aG k=\n"), base64.b64encode(b"\xfb\xff", altchars=b"-_"))
for f in (lambda: base64.b64decode("abc"), lambda: base64.b64decode("a$b=", validate=True), lambda: base64.b32decode("abc"), lambda: base64.b16decode("zz"), lambda: base64.b64encode("str")):
    try:
        print(f())
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
print(binascii.hexlify(b"ab", "-"), binascii.unhexlify("6162"), binascii.crc32(b"hello"), binascii.crc_hqx(b"a", 0), binascii.b2a_qp(b"a=\xe9"), binascii.a2b_qp("a=3D"), binascii.b2a_uu(b"abc"))
