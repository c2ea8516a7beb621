d = {'a': 1}
print(d.get('b'), d.get('b', 2), d.setdefault('b', 3), d.setdefault('a', 9), d.pop('a'), d.pop('zz', None), d.popitem(), d)
try: d.pop('x')
except KeyError as e: print(repr(e))
try: d.popitem()
except KeyError as e: print(e)
try: d['missing']
except KeyError as e: print(e)
try: d[[]]
except TypeError as e: print(e)
