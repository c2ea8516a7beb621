print("not reached")
else:
    pass
