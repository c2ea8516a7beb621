x = 3
assert (x ==
        4), ('message',
             x)
