import copy
for it in (iter([1, 2, 3]), enumerate('abc'), range(5).__iter__(), reversed([1, 2])):
    next(it)
    other = copy.copy(it)
    print(list(it), list(other))
