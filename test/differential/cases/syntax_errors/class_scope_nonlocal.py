print("not reached")
class C:
    nonlocal x
