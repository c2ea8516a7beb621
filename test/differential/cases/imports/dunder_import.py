m = __import__('os.path')
print(m.__name__, __import__('os.path', fromlist=['join']).__name__ in ('posixpath', 'ntpath'))
import importlib
print(importlib.import_module('json.decoder').__name__)
try: importlib.import_module('.x')
except TypeError as e: print(e)
