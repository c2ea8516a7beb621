print("not reached")
x = {'a': }
