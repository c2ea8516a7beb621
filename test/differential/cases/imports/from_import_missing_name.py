try: from math import no_such_name
except ImportError as e: print(str(e).split(' (')[0], e.name)
try: import os.no_such
except ImportError as e: print(e)
try: from . import x
except ImportError as e: print(e)
