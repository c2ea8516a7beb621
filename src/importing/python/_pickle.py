"""What CPython's module _pickle offers: the classes and functions that pickle itself is written with."""

from pickle import (
    PickleError,
    PicklingError,
    UnpicklingError,
    _Pickler as Pickler,
    _Unpickler as Unpickler,
    _dump as dump,
    _dumps as dumps,
    _load as load,
    _loads as loads,
)
