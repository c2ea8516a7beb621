print("not reached")
1 <> 2
