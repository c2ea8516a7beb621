print("not reached")
'\u12'
