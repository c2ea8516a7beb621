print("not reached")
'\N{no such name}'
