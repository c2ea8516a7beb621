print("not reached")
f'abc
