print("not reached")
'a' b'b'
