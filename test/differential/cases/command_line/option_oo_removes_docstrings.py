# options: -OO
def f():
    """Gone."""
class C:
    """Gone, too."""
print(f.__doc__, C.__doc__, __debug__)
