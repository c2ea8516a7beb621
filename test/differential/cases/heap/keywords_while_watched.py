# Calls with keywords stay what they are when compiled code is left because an object is watched.
class Watched:
    def __del__(self):
        pass


def callee(a, *, b=1, c=2):
    return a + b + c


class Made:
    def __init__(self, x, *rest, y=1, **more):
        self.x, self.rest, self.y, self.more = x, rest, y, more


def caller(i):
    made = Made(i, 1, 2, y=3, z=4)
    return callee(i, c=3) + callee(i, b=5) + made.y + len(made.rest) + len(made.more)


total = 0
for i in range(3000):
    if i % 40 == 0:
        w = Watched()
    total += caller(i)
print(total)
