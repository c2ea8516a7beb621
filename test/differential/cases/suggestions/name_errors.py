def attempt(source):
    try:
        exec(source, {})
    except NameError as error:
        import traceback
        print(traceback.format_exception_only(error)[-1], end="")
attempt("pritn(1)")
attempt("lenght = 5\nprint(length)")
attempt("def f():\n    counter = 1\n    return countr\nf()")
attempt("json.loads('1')")
attempt("xyzzy_unknown")
attempt("class A:\n    def m(self): return value\n    value = 1\n    def __init__(self): self.value = 1\nA().m()")
attempt("true")
attempt("Print(1)")
