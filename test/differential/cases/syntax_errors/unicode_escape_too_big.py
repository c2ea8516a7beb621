print("not reached")
'\U00110000'
