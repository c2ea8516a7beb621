try: object().missing
except AttributeError as e: print(e.name, type(e.obj).__name__, e.args)
try: import no_such_module_x
except ImportError as e: print(type(e).__name__, e.name, e.path, e.msg)
try: undefined
except NameError as e: print(e.name)
try: {}['k']
except KeyError as e: print(e.args)
