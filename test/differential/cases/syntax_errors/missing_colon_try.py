print("not reached")
try
    pass
