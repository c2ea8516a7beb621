print("not reached")
nonlocal x
