print("not reached")
f'{pass}'
