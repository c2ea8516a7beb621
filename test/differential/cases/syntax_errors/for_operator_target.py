print("not reached")
for a + b in x: pass
