print("not reached")
def f(__debug__): pass
