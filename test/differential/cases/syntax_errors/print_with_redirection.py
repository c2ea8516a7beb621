print("not reached")
print >>f, 1
