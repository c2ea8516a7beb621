import warnings
def attempt(source):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            compile(source, "<s>", "exec")
        except SyntaxError as e:
            print("error", e.msg)
    print(repr(source), [(w.category.__name__, str(w.message), w.lineno) for w in caught])
for source in ("x is 1", "x is not 'a'", "assert (x, 'msg')", "'\\d'", "b'\\q'", "'\\8'", "1 ()", "[1] (2)", "'a' [1, 2]", "[1][1.5]", "[1, 2] [3, 4]", "1if 2 else 3", "0x1for x in y", "'\\400'", "def f():\n try: pass\n finally: return 1", "for x in y:\n try: pass\n finally: break", "x == 1", "{} ()", "f'{1}' ()", "(1)\n(2)", "None[1]", "'a'.b", "1.5 [0]", "() is x"):
    attempt(source)
