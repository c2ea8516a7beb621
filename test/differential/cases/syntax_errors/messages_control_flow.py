def attempt(source):
    try:
        compile(source, "<s>", "exec")
    except SyntaxError as e:
        print(repr(source), "->", type(e).__name__, e.msg, (e.lineno, e.offset, e.end_lineno, e.end_offset))
for source in ("break", "continue", "return 1", "yield 1", "await x", "def f():\n async with a: pass", "def f(): await x", "async def f(): yield from x", "class A: return 1", "[(yield) for x in y]", "def f(a, a): pass", "def f(a=1, b): pass", "def f(*): pass", "def f(**k, a): pass", "def f(/, a): pass", "def f(a, /, b, /): pass", "f(**a, *b)", "f(a=1, 2)", "f(a=1, a=2)", "f(1=2)", "f(a.b=1)", "f(True=1)", "global x; x: int = 1", "def f():\n x = 1\n global x", "nonlocal x", "def f():\n nonlocal zz", "def f(x):\n global x", "try: pass", "try: pass\nexcept: pass\nexcept A: pass", "try: pass\nexcept* A: break\nexcept B: pass", "while 1:\n try: pass\n except* A: break", "import a.b as c.d", "from __future__ import nope", "x = 1\nfrom __future__ import division"):
    attempt(source)
