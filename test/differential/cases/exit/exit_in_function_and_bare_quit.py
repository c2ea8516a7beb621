def f():
    try:
        quit(4)
    except Exception:
        print("not reached")
f()
