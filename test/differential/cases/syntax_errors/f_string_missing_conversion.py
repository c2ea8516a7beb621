print("not reached")
f'{x!}'
