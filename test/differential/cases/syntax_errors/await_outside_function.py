print("not reached")
await x
