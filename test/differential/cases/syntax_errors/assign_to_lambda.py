print("not reached")
(lambda: 1) = 2
