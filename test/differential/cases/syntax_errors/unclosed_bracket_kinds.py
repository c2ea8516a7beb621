def attempt(source):
    try:
        compile(source, "<s>", "exec")
    except SyntaxError as e:
        print(repr(source), "->", type(e).__name__, e.msg, (e.lineno, e.offset, e.end_lineno, e.end_offset))
for source in ("(1, 2", "[1, 2)", "{1: 2", "foo(", "}", "f(a for a in b, c)", "if x = 1: pass", "x = (1", "a b", "1 = x", "f() = 1", "None = 1", "(a, 1) = 2", "x + 1 = 2", "del f()", "del 1", "for 1 in x: pass", "with a as 1: pass", "lambda 1: 2", "def f(1): pass", "class 1: pass", "import 1", "from a import", "from . import *, b", "a = b = 1 += 2", "1 += 2", "x: int: 3", "(x): int, y = 1"):
    attempt(source)
