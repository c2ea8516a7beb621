print("not reached")
f'{}'
