print("not reached")
x = q'text'
