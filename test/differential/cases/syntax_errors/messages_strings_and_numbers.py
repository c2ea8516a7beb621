def attempt(source):
    try:
        compile(source, "<s>", "exec")
    except SyntaxError as e:
        print(ascii(source), "->", type(e).__name__, e.msg, (e.lineno, e.offset, e.end_lineno, e.end_offset))
for source in ("'abc", '"""abc', "f'{x'", "f'{}'", "f'{x!z}'", "f'{x:{y}'", "f'}'", "f'{a b}'", "f'{lambda x: 1}'", "f'{x=!}'", "'\\x4'", "'\\N{nope}'", "'\\u12'", "b'é'", "0777", "0b12", "0xg", "1__0", "1_", "1e", "0o8", "1.2.3", "1abc", "0_", "5a", "1if 2else 3", "u'a' b'b'", "f'' b''", "t'' ''", "'a' t'b'", "\\ x", "x \\", "a ? b", "a $ b", "x!", "é = 1 €", "\u00a0x", "'\ud800'" if False else "''''", "ur''", "f'{\"'", "f'{x:\n}'", "rb'é'"):
    attempt(source)
