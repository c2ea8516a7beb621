class Root:
    def __init__(self): print("Root")
    def who(self): return ["Root"]
class Left(Root):
    def __init__(self):
        print("Left")
        super().__init__()
    def who(self): return ["Left", *super().who()]
class Right(Root):
    def __init__(self):
        print("Right")
        super().__init__()
    def who(self): return ["Right", *super().who()]
class Bottom(Left, Right):
    def __init__(self):
        print("Bottom")
        super(Bottom, self).__init__()
    @classmethod
    def make(cls): return super().__new__(cls)
print(Bottom().who())
print(type(Bottom.make()).__name__)
s = super(Left, Bottom())
print(s.who(), s.__thisclass__.__name__, s.__self_class__.__name__)
def outside(): super().x
try:
    outside()
except RuntimeError as error:
    print(error)
class Lost:
    def f(): super()
try:
    Lost.f()
except RuntimeError as error:
    print(error)
try:
    super(Bottom, Root()).who()
except TypeError as error:
    print(error)
