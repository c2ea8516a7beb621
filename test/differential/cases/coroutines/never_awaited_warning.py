import gc
async def forgotten(): pass
forgotten()
gc.collect()
print("after")
