import warnings
with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    warnings.warn("one"); warnings.warn("two", FutureWarning)
    print([(str(w.message), w.category.__name__, w.lineno) for w in log])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        warnings.warn("as error", UserWarning)
    except UserWarning as error:
        print(repr(error))
    warnings.filterwarnings("ignore", message="skip.*")
    warnings.warn("skip this")
try:
    warnings.warn("x", int)
except TypeError as error:
    print(error)
try:
    warnings.simplefilter("bad")
except (AssertionError, ValueError) as error:
    print(error)
@warnings.deprecated("use other")
def old(): return 1
with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    print(old(), log[0].message, log[0].category.__name__, old.__deprecated__)
