print("not reached")
f'{#}'
