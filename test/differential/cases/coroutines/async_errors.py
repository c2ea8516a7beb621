async def bad_iter():
    async for x in [1]: pass
class NoAnext:
    def __aiter__(self): return self
async def bad_anext():
    async for x in NoAnext(): pass
class BadAnext:
    def __aiter__(self): return self
    def __anext__(self): return 5
async def bad_awaitable():
    async for x in BadAnext(): pass
async def bad_with():
    async with 5: pass
class SyncOnly:
    def __enter__(self): pass
    def __exit__(self, *a): pass
async def sync_with():
    async with SyncOnly(): pass
for f in (bad_iter, bad_anext, bad_awaitable, bad_with, sync_with):
    try:
        f().send(None)
    except TypeError as error:
        print(error)
