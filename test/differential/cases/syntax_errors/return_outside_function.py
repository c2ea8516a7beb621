print("not reached")
return 1
