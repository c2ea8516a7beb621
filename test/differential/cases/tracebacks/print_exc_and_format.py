import traceback, sys
def f(): return 1 / 0
try:
    f()
except ZeroDivisionError as error:
    traceback.print_exc(file=sys.stdout)
    print(traceback.format_exception_only(error))
    traceback.print_exception(error, limit=1, chain=False, file=sys.stdout)
    print(traceback.format_tb(error.__traceback__)[-1], end="")
    print([(f.lineno, f.colno, f.end_colno, f.line) for f in traceback.extract_tb(error.__traceback__)])
def show(): traceback.print_stack(file=sys.stdout)
show()
