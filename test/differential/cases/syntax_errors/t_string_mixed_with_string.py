print("not reached")
t'a' 'b'
