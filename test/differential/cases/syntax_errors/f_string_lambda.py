print("not reached")
f'{lambda x: 1}'
