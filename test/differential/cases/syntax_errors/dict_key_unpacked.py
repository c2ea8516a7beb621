print("not reached")
x = {*a: 1}
