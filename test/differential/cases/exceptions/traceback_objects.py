import sys, traceback
def inner(): raise ValueError("deep")
def outer(): inner()
try:
    outer()
except ValueError as error:
    tb = error.__traceback__
    names = []
    while tb:
        names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        tb = tb.tb_next
    print(names)
    print(sys.exception() is error, sys.exc_info()[0])
    print([f.name for f in traceback.extract_tb(error.__traceback__)])
    print(error.with_traceback(None) is error, error.__traceback__)
print(sys.exception(), sys.exc_info())
try:
    try:
        outer()
    except ValueError as e:
        raise e
except ValueError as e:
    print([f.lineno for f in traceback.extract_tb(e.__traceback__)])
