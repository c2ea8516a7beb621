print("not reached")
for 1 in x: pass
