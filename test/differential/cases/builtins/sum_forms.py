print(sum([1, 2]), sum([1.5, 2]), sum([[1], [2]], []), sum([], 5), sum([0.1] * 10), sum(iter((1, 2)), start=10))
for a in (('ab',), (['a'], ''), ([b'x'], b''), ([1, 'a'],)):
    try: sum(*a)
    except TypeError as e: print(e)
