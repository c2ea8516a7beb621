print("not reached")
finally:
    pass
