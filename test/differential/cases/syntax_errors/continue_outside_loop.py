print("not reached")
if 1:
    continue
