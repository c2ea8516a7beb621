class AppError(Exception):
    """An error of the application."""
class Coded(AppError):
    def __init__(self, code, message):
        super().__init__(code, message)
        self.code = code
    def __str__(self): return f"[{self.code}] {self.args[1]}"
try:
    raise Coded(7, "seven")
except AppError as error:
    print(error, repr(error), error.args, error.code)
class KW(Exception):
    def __init__(self, *, x): self.x = x
print(repr(KW(x=1)), KW(x=1).args)
try:
    ValueError(x=1)
except TypeError as error:
    print(error)
e = Exception(1, "two")
print(str(e), repr(e), e == Exception(1, "two"), str(Exception()), repr(Exception(())))
e.args = ["list"]
print(e.args)
