print("not reached")
t'a' f'b'
