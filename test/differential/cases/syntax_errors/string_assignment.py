print("not reached")
'a' = 1
