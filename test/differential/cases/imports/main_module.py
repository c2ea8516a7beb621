import sys
print(__name__, sys.modules["__main__"].__dict__ is globals(), __spec__, __package__, __loader__ is not None, __file__.endswith(".py"), __builtins__.__name__)
import __main__
__main__.x = 5
print(x)
if __name__ == "__main__":
    print("run as a program")
