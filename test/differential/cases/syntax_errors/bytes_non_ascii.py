print("not reached")
b'é'
