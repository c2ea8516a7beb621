for base in (bool, type(None), range, slice, type(lambda: 0), memoryview):
    try: type('X', (base,), {})
    except TypeError as e: print(e)
