print("not reached")
f'{x}' = 1
