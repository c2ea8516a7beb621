print("not reached")
if x:
    pass
else if y:
    pass
