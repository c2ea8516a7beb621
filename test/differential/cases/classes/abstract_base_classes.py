from abc import ABC, abstractmethod
class Shape(ABC):
    @abstractmethod
    def area(self): ...
    @property
    @abstractmethod
    def name(self): ...
class Half(Shape):
    def area(self): return 1
class Full(Half):
    name = "full"
for cls in (Shape, Half):
    try:
        cls()
    except TypeError as error:
        print(error)
print(Full().area(), Full().name, sorted(Shape.__abstractmethods__))
@Shape.register
class Virtual: pass
print(issubclass(Virtual, Shape), isinstance(Virtual(), Shape), Shape in Virtual.__mro__)
class Hook(ABC):
    @classmethod
    def __subclasshook__(cls, C): return hasattr(C, "quack")
class Duck:
    def quack(self): pass
print(issubclass(Duck, Hook), issubclass(int, Hook))
