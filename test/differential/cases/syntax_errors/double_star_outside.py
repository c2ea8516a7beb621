print("not reached")
**a
