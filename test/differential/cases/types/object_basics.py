o = object()
print(o == o, o != object(), str(type(o)), object.__doc__)
try: o.x = 1
except AttributeError as e: print(e)
try: object(1)
except TypeError as e: print(e)
class C: pass
try: C(1)
except TypeError as e: print(e)
