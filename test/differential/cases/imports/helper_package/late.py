from . import VALUE
from .sub.deep import where
def up(): return VALUE, where()
def top():
    from ... import beyond
