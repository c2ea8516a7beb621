class NoExit:
    def __enter__(self): return self
class NoEnter:
    def __exit__(self, *a): pass
for value in (NoExit(), NoEnter(), 5):
    try:
        with value:
            pass
    except TypeError as error:
        print(error)
class AsyncOnly:
    async def __aenter__(self): pass
    async def __aexit__(self, *a): pass
try:
    with AsyncOnly():
        pass
except TypeError as error:
    print(error)
