print("not reached")
for x in y:
z
