print("not reached")
print(*)
