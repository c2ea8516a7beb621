def g():
    yield 1
i = g()
try: i.throw(ValueError('early'))
except ValueError as e: print(e)
print(list(i))
try: g().send(1)
except TypeError as e: print(e)
try: g().throw(1)
except TypeError as e: print(e)
