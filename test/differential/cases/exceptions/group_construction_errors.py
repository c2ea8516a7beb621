for a in (('m', []), ('m', [1]), (1, [ValueError()]), ('m', ValueError())):
    try: ExceptionGroup(*a)
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
try: ExceptionGroup('m', [KeyboardInterrupt()])
except TypeError as e: print(e)
print(repr(BaseExceptionGroup('m', [ValueError(1)])), ExceptionGroup('m', [ValueError(1), TypeError()]))
