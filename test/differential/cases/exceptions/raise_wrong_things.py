for f in ('raise 1', 'raise "text"', 'raise None', 'raise ValueError from 1', 'raise'):
    try: exec(f)
    except BaseException as e: print(type(e).__name__, e)
class NotException: pass
try:
    try: raise KeyError
    except NotException: pass
except TypeError as e: print(e)
