import sys, types
m = types.ModuleType("fake")
m.a, m._b, m.c = 1, 2, 3
sys.modules["fake"] = m
from fake import *
print(a, c, "_b" in globals())
m.__all__ = ["_b"]
from fake import *
print(_b)
m.__all__ = ["missing"]
try:
    exec("from fake import *", {})
except AttributeError as error:
    print(error)
m.__all__ = [5]
try:
    exec("from fake import *", {})
except TypeError as error:
    print(error)
