print("not reached")
x = {'a': *b}
