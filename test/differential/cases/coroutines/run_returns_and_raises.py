import asyncio
async def ok(): return 'value'
async def bad(): raise ValueError('inside')
print(asyncio.run(ok()))
try: asyncio.run(bad())
except ValueError as e: print(e)
try: asyncio.run(1)
except (TypeError, ValueError) as e: print(type(e).__name__, e)
