print("not reached")
type X = (y := 1)
