class Point:
    __match_args__ = ("x", "y")
    def __init__(self): self.x = self.y = 0
class Bad:
    __match_args__ = ["x"]
class Wrong:
    __match_args__ = (1,)
def too_many():
    match Point():
        case Point(1, 2, 3): pass
def twice():
    match Point():
        case Point(0, x=0): pass
def not_tuple():
    match Bad():
        case Bad(1): pass
def not_str():
    match Wrong():
        case Wrong(1): pass
def no_positional():
    class Empty: pass
    match Empty():
        case Empty(1): pass
def not_a_class():
    value = 5
    match 1:
        case value(): pass
for f in (too_many, twice, not_tuple, not_str, no_positional, not_a_class):
    try:
        f()
    except TypeError as error:
        print(error)
