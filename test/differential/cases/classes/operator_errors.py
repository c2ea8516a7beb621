class A: pass
for f in (lambda: A() + 1, lambda: A() < A(), lambda: -A(), lambda: A()[0], lambda: A() in A(), lambda: A() @ A(), lambda: len(A()), lambda: iter(A()), lambda: A()(), lambda: A() ** 2, lambda: [] + A(), lambda: 1 in A()):
    try: f()
    except TypeError as e: print(e)
