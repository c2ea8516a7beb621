import warnings, sys
print(warnings.formatwarning("text", UserWarning, "file.py", 3, line="source line"), end="")
def show(message, category, filename, lineno, file=None, line=None):
    print("custom show", message, category.__name__, lineno)
warnings.showwarning = show
warnings.warn("goes to custom")
warnings.warn_explicit("explicit", UserWarning, "other.py", 42)
