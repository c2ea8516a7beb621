print(isinstance(True, int), isinstance(1, (str, int)), issubclass(bool, int), isinstance(1, int | str))
for f, a in ((isinstance, (1, 1)), (issubclass, (1, int)), (isinstance, (1, [int]))):
    try: f(*a)
    except TypeError as e: print(e)
