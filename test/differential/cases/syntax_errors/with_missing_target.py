print("not reached")
with x as: pass
