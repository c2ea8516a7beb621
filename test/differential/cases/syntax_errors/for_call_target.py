print("not reached")
for f() in x: pass
