import sys, types
m = types.ModuleType('made', 'doc')
m.x = 1
sys.modules['made'] = m
import made
from made import x
print(made.x, x, made.__doc__, made)
sys.modules['blocked'] = None
try: import blocked
except ImportError as e: print(type(e).__name__, e)
