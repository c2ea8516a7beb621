print("not reached")
(a, 1) = x
