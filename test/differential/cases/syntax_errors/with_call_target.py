print("not reached")
with x as f(): pass
