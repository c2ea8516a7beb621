len = lambda x: "shadowed"
print(len([]))
del len
print(len([]))
import builtins
builtins.custom = "custom builtin"
print(custom)
del builtins.custom
try:
    custom
except NameError as error:
    print(error)
def f():
    print = "local"
    return print
print(f(), eval("len", {"__builtins__": {"len": 5}}))
try:
    eval("print", {"__builtins__": {}})
except NameError as error:
    print(error)
