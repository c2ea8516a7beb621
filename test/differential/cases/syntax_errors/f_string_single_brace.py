print("not reached")
f'}'
