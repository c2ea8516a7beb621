print(hash(1) == hash(1.0) == hash(True) == hash(1 + 0j), hash(2 ** 61 - 1), hash(-1), hash(0.5), hash(float('inf')))
for x in ([], {}, set()):
    try: hash(x)
    except TypeError as e: print(e)
