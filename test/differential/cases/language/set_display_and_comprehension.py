print({1, 2, 2, 1} == {1, 2}, {x % 3 for x in range(10)}, set(), {*[1, 2], 3})
