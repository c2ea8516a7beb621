print(hash(1) == hash(1.0) == hash(True) == hash(1 + 0j), hash(-1), hash(2.0 ** 40) == hash(2 ** 40), hash(float('inf')))
for x in ([], {}, set()):
    try: hash(x)
    except TypeError as e: print(e)
