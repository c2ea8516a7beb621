print("not reached")
if x:
	y
        z
