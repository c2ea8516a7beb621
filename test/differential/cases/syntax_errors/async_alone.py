print("not reached")
async x = 1
