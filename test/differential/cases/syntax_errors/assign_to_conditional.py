print("not reached")
(a if b else c) = 1
