print("not reached")
x = “text”
