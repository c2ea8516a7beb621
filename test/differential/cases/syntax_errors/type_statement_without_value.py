print("not reached")
type X =
