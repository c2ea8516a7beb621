print("importing", __name__, __package__)
VALUE = 42
from . import sub
