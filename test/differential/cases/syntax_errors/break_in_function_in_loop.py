print("not reached")
while 1:
    def f():
        break
