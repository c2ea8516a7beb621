class Field:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = name
class Base:
    registry = []
    def __init_subclass__(cls, /, tag="none", **kw):
        super().__init_subclass__(**kw)
        print("init_subclass", cls.__name__, tag)
        cls.registry.append(cls)
class A(Base, tag="t"):
    x = Field()
    y = Field()
class B(A): pass
print([c.__name__ for c in Base.registry])
try:
    class C(Base, unknown=1): pass
except TypeError as error:
    print(error)
class BadField:
    def __set_name__(self, owner, name): 1 / 0
try:
    class D:
        z = BadField()
except ZeroDivisionError as error:
    print(error, error.__notes__)
