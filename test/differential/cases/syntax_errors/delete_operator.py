print("not reached")
del a + b
