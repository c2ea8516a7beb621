def f(flag):
    if flag:
        import math
    return math.floor(2.5)
print(f(True))
try:
    f(False)
except UnboundLocalError as e:
    print(e)
