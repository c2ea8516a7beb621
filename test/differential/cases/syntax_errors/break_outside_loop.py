print("not reached")
break
