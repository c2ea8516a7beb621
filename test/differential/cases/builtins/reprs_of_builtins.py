import sys
print(len, print, int, int.__add__, [].append.__name__, str.join, type(len), type([].append), type(int.__add__), type("".__len__), type(dict.fromkeys), sys, type(sys))
print(classmethod, property, (lambda: 0).__name__, type(lambda: 0), Exception, ValueError("x"), range, super, type(super()) if False else "")
print(repr(slice(1, 2)), repr(memoryview), repr(type), object, NotImplemented, __name__, __builtins__ is __import__("builtins"), __debug__, __doc__)
print(len.__name__, len.__doc__.splitlines()[0], len.__module__, len.__self__.__name__, str.join.__qualname__, str.join.__objclass__, [].append.__qualname__, len.__text_signature__)
print(map(str, []).__class__, zip().__class__, enumerate([]).__class__, iter([]).__class__, filter(None, []).__class__, reversed([]).__class__)
