print("not reached")
type X[T: (yield)] = T
