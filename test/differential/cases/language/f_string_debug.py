x = 3
print(f'{x=}', f'{x = }', f'{x=!s}', f'{x=:>4}', f'{x + 1=}')
print(f'{ x = !r:^10 }')
