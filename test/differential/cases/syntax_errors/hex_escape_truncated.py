print("not reached")
'\x1'
