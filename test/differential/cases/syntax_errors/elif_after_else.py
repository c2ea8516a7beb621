print("not reached")
if x:
    pass
else:
    pass
elif y:
    pass
