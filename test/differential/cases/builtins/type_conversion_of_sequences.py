print(list('ab'), tuple({1: 2}), set([1, 1]), frozenset('a'), dict([(1, 2)], a=3), dict(zip('ab', [1, 2])), list(b'ab'))
for f, a in ((dict, [1]), (dict, ['abc']), (list, 1), (tuple, None), (set, [[]])):
    try: f(a)
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
