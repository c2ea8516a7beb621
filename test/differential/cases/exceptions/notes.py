e = ValueError("base")
e.add_note("first")
e.add_note("second\nwith newline")
print(e.__notes__)
try:
    e.add_note(5)
except TypeError as error:
    print(error)
import traceback
print("".join(traceback.format_exception_only(e)), end="")
e.__notes__ = "not a list"
print("".join(traceback.format_exception_only(e)), end="")
