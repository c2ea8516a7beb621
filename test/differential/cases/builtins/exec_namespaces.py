g = {}
exec('x = 1\ndef f(): return x', g)
print(sorted(k for k in g if k != '__builtins__'), g['f']())
l = {}
exec('y = x + 1', g, l); print(l)
try: eval('z', {'__builtins__': {}})
except NameError as e: print(e)
