import io
s = io.StringIO("line1\nline2\r\nline3"); print(s.readline(), s.tell(), s.read(3), s.seek(0), list(s), s.getvalue() == "line1\nline2\r\nline3", s.truncate(3), s.getvalue())
b = io.BytesIO(b"abcdef"); b.seek(2); b.write(b"XY"); print(b.getvalue(), b.read(), b.seek(-2, 2), b.read1(), b.getbuffer()[0], b.readinto(bytearray(2)))
t = io.TextIOWrapper(io.BytesIO(b"a\r\nb\n\xc3\xa9"), encoding="utf-8"); print(t.readlines(), t.encoding, t.newlines)
w = io.TextIOWrapper(io.BytesIO(), encoding="utf-16", newline="\r\n", write_through=True); w.write("é\n"); print(w.buffer.getvalue())
r = io.BufferedReader(io.BytesIO(b"0123456789"), 4); print(r.peek(2)[:2], r.read(3), r.read1(2), r.readline())
for f in (lambda: io.StringIO().write(b"x"), lambda: io.BytesIO().write("x"), lambda: io.StringIO("a").seek(-1), lambda: b.seek(0, 9), lambda: io.BytesIO().fileno(), lambda: io.StringIO().read("x")):
    try:
        f()
    except (TypeError, ValueError, OSError) as error:
        print(type(error).__name__, error)
b.close()
try:
    b.read()
except ValueError as error:
    print(error)
