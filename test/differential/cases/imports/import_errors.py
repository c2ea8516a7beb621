for statement in ("import no_such_module", "import no.such", "from os import no_such_name", "from . import x", "from .x import y", "import json.nothing", "from json import *; loads", "import sys.path"):
    try:
        exec(statement, {"__name__": "__main__", "__package__": None} if "from ." in statement else {})
        print(statement, "ok")
    except ImportError as error:
        print(statement, "|", type(error).__name__, "|", str(error).split(" (/")[0].split(" ('")[0])
try:
    __import__("")
except ValueError as error:
    print(error)
try:
    __import__(5)
except TypeError as error:
    print(error)
