a, b = {'x': 1}, {'x': 2, 'y': 3}
print(a | b, b | a)
a |= [('z', 0)]
print(a)
try: a | [('q', 1)]
except TypeError as e: print(e)
print(dict.fromkeys('ab', 0), dict.fromkeys('c'))
