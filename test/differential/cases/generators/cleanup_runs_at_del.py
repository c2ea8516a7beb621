def g():
    try:
        yield 1
    finally:
        print("cleaned")
it = g()
next(it)
it.close()
def consume():
    for x in g():
        return x
it = g()
print(list(it))
