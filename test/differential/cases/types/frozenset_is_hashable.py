f = frozenset('ab')
print(f == {'a', 'b'}, {f: 1}[frozenset('ba')], type(f | {1}).__name__, type({1} | f).__name__, frozenset(f) is f)
try: f.add(1)
except AttributeError as e: print(e)
