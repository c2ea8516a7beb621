def f(*args):
    raise ValueError("multi")
result = f(
    1,
    2,
) + f(3)
