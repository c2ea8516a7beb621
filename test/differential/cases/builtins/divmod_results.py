print(divmod(7, 2), divmod(-7, 2), divmod(7, -2), divmod(7.5, 2), divmod(2 ** 70, 3))
for a, b in ((1, 0), (1.0, 0.0)):
    try: divmod(a, b)
    except ZeroDivisionError as e: print(e)
