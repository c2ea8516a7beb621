print("not reached")
except E:
    pass
