def f(n):
    return [1 // (i - n) for i in range(3)]
try:
    f(1)
except ZeroDivisionError as error:
    import traceback
    print([t.name for t in traceback.extract_tb(error.__traceback__)])
i = "kept"
try:
    [i for i in [1, 2, 3] if i == 2 and 1 / 0]
except ZeroDivisionError:
    print(i)
