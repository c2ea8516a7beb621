def g():
    x = yield 1
    print('got', x)
    y = yield (yield 2)
    print('y', y)
    return 'end'
i = g()
print(next(i), i.send('a'), i.send('b'))
try: i.send('c')
except StopIteration as e: print(e.value)
