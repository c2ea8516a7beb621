from helper_circular import b
value = 1
