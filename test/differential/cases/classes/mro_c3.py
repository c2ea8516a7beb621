class A: pass
class B(A): pass
class C(A): pass
class D(B, C): pass
print([c.__name__ for c in D.__mro__])
class X: pass
class Y: pass
class P(X, Y): pass
class Q(Y, X): pass
try:
    class R(P, Q): pass
except TypeError as error:
    print(error)
try:
    class S(A, A): pass
except TypeError as error:
    print(error)
try:
    class T(int, str): pass
except TypeError as error:
    print(error)
try:
    class U(bool): pass
except TypeError as error:
    print(error)
print(D.mro() == list(D.__mro__), D.__bases__, D.__base__)
