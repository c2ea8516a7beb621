def gen():
    return (x for x in undefined_name)
try:
    gen()
except NameError as e:
    print('at once:', e)
