class A:
    __x = 1
    def __f(self): return self.__x
    def g(self, __arg=2):
        __local = self.__f()
        return __local, __arg
    __dunder__ = 3
print(A().g(), sorted(n for n in vars(A) if "A__" in n), A.__dunder__)
class _B:
    __y = 5
print(_B._B__y)
class ___: 
    __z = 1
print(vars(___)["__z"])
try:
    A.__x
except AttributeError as error:
    print(error)
