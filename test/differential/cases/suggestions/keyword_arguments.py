import traceback
def f(first, second=2, *, keyword=3): pass
for call in (lambda: f(frist=1), lambda: f(1, keywrd=1), lambda: f(1, zzz=1), lambda: print("", ened=""), lambda: sorted([], revers=True), lambda: int("1", bas=3)):
    try:
        call()
    except TypeError as error:
        print(traceback.format_exception_only(error)[-1], end="")
