print("not reached")
with x as 1: pass
