print("not reached")
[x for x in (y := [1])]
