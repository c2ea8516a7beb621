print("not reached")
# comment
  x = 1
 y = 2
