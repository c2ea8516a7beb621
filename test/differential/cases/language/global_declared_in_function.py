def f():
    global made_here
    made_here = 1
f()
print(made_here)
