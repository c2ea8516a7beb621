print("not reached")
try:
    pass
except:
    pass
except E:
    pass
