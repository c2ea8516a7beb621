print("not reached")
def f():
    print(x)
    global x
