def attempt(thunk):
    try:
        thunk()
    except Exception as error:
        print(type(error).__name__, error)

def too_many():
    a, b = 1, 2, 3
def too_few():
    a, b = [1]
def too_few_star():
    a, *b, c = [1]
def not_iterable():
    a, b = 5
def endless():
    import itertools
    a, b = itertools.count()
def dict_too_many():
    a, b = {1: 1, 2: 2, 3: 3}
for f in (too_many, too_few, too_few_star, not_iterable, endless, dict_too_many):
    attempt(f)
