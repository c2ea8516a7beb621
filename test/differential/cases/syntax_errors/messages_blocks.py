def attempt(source):
    try:
        compile(source, "<s>", "exec")
    except SyntaxError as e:
        print(repr(source), "->", type(e).__name__, e.msg, (e.lineno, e.offset, e.end_lineno, e.end_offset))
for source in ("if x\n  pass", "if x:\npass", "for x in y", "while x", "def f()\n pass", "class A\n pass", "def f:\n pass", "else: pass", "elif x: pass", "if x:\n  a\n b", "  x = 1", "x = 1\n  y = 2", "try:\n x\ny", "with x", "match x:\n case 1", "match x:\n case 1: pass\n case y: pass\n case z: pass", "match x:\ncase 1: pass", "match x:\n case y: pass\n case 2: pass", "match x:\n case (a, a): pass", "match x:\n case {**r, 'a': 1}: pass", "match x:\n case a | b: pass", "match x:\n case [*a, *b]: pass", "match x:\n case 1 + 1: pass", "@x\nx = 1", "async x = 1", "async def f(x): async for", "def f():\n\tx\n        y", "lambda: (yield", "x = if", "assert", "raise x from", "import", "type X", "type X[T = 1", "def f[T](): T = 1; nonlocal T", "class A[T, T]: pass", "except: pass", "finally: pass", "x = yield = 1", "not x = 1", "a, b += 1", "(yield) = 1", "*a", "*a = 1", "print(*)", "a = *b", "return *a"):
    attempt(source)
