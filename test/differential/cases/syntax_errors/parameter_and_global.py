print("not reached")
def f(x):
    global x
