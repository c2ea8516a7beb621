print("not reached")
del *a
