print('prefixed'.removeprefix('pre'), 'name.py'.removesuffix('.py'), 'abc'.startswith(('x', 'a')), 'abc'.endswith('bc', 1), 'abc'.startswith('', 3), 'abc'.startswith('', 4))
try: 'a'.startswith(1)
except TypeError as e: print(e)
