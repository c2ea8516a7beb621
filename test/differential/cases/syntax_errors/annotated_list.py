print("not reached")
[a]: int
