import math
for f in (lambda: len(), lambda: len(1, 2), lambda: math.sin(), lambda: [].append(), lambda: ''.join(), lambda: {}.get(), lambda: int(1, 2, 3), lambda: print(bogus=1), lambda: isinstance(1), lambda: ''.split(1), lambda: range(1, 2, 3, 4), lambda: [].sort(1), lambda: dict(1, 2), lambda: open()):
    try: f()
    except TypeError as e: print(e)
