print("not reached")
f'{x!z}'
