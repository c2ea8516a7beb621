def g():
    try:
        yield 1
        yield 2
    finally:
        print('cleanup')
for x in g():
    print(x)
    break
print('after loop')
i = g(); next(i); i.close()
print(list(i))
