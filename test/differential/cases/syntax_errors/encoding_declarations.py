for data in (b"# coding: latin-1\nx = '\xe9'", b"\xef\xbb\xbfx = '\xc3\xa9'", b"#!/usr/bin/python\n# -*- coding: cp1252 -*-\nx = '\x80'", b"x = '\xe9'", b"# coding: nope\nx = 1", b"\xef\xbb\xbf# coding: latin-1\nx = 1", b"# coding: utf-8\nx = '\xff'", b"x = 1\n\n# coding: latin-1\ny = '\xc3\xa9'; x = y", b"x = '\x00'"):
    ns = {}
    try:
        exec(compile(data, "<s>", "exec"), ns)
        print(ascii(ns["x"]))
    except SyntaxError as e:
        print(type(e).__name__, str(e).split(" for file")[0])
    except ValueError as e:
        print(type(e).__name__, e)
