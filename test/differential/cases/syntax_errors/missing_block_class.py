print("not reached")
class C:
x = 1
