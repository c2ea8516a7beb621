print("not reached")
for x y: pass
