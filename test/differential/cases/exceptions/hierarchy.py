def tree(cls, depth=0):
    print("  " * depth + cls.__name__)
    for sub in sorted((c for c in cls.__subclasses__() if c.__module__ == "builtins"), key=lambda c: c.__name__):
        tree(sub, depth + 1)
tree(BaseException)
print(IOError is OSError, EnvironmentError is OSError)
