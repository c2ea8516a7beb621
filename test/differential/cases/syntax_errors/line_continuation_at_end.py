print("not reached")
x = \
