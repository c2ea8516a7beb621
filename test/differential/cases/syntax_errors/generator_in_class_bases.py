print("not reached")
class C(x for x in y): pass
