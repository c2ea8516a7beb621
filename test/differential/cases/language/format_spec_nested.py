width, precision = 10, 3
print(f'{3.14159:{width}.{precision}}|')
print(f'{"a":{"*"}^{width}}')
print(f'{width!r:>{width}}')
