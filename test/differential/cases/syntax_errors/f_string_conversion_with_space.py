print("not reached")
f'{x! r}'
