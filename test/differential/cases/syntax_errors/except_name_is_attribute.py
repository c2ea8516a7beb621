print("not reached")
try:
    pass
except E as a.b:
    pass
