print("not reached")
with x:
y
