names = ['a', 'b']
print(f"{", ".join(f"{n!r}" for n in names)}")
print(f'{'nested'} {f'{f'{1}'}'}')
