total = 1 + \
    2 + \
    3
items = [
    1,  # one

    2,
]
print(total, items)
if total == 6: print('one line'); print('two statements')
