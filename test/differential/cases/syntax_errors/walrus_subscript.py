print("not reached")
(a[0] := 1)
