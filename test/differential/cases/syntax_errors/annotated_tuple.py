print("not reached")
(a, b): int = 1
