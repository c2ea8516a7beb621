print("not reached")
for = 1
