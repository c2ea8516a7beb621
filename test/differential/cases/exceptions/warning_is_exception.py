import warnings
print(issubclass(DeprecationWarning, Warning), issubclass(Warning, Exception))
with warnings.catch_warnings():
    warnings.simplefilter('error')
    try: warnings.warn('w', FutureWarning)
    except FutureWarning as e: print(repr(e))
