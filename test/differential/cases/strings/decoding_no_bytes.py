print(repr(b''.decode('no-such-codec')), repr(str(b'', 'idna', 'surrogatepass')), repr(bytearray().decode('rot13')))
try: b'a'.decode('no-such-codec')
except LookupError as e: print(e)
