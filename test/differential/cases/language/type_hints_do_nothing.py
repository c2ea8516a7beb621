x: int = 'not an int'
def f(a: 'anything at all' = 1) -> None: return a
print(x, f())
