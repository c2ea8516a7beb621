print("not reached")
f'{*}'
