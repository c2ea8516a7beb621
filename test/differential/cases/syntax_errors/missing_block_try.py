print("not reached")
try:
x
