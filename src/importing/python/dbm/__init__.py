"""Databases of bytes in files: open() finds out, or chooses, which module looks after a file."""

import io
import os
import sys

__all__ = ['open', 'whichdb', 'error']


class error(Exception):
    """What all these modules may raise; `dbm.error` is a tuple of it and OSError."""


error = (error, OSError)

# In the order of preference for new databases.
_names = ['dbm.sqlite3', 'dbm.gnu', 'dbm.ndbm', 'dbm.dumb']
_defaultmod = None
_modules = {}

try:
    from dbm import ndbm
except ImportError:
    ndbm = None


def _find_modules():
    global _defaultmod
    for name in _names:
        try:
            module = __import__(name, fromlist=['open'])
        except ImportError:
            continue
        _modules[name] = module
        if _defaultmod is None:
            _defaultmod = module
    if _defaultmod is None:
        raise ImportError(f'no dbm clone found; tried {_names}')


def open(file, flag='r', mode=0o666):
    """Open the database at path `file`, or make it.

    'r' opens it for reading, 'w' for reading and writing, 'c' makes it when it is
    not there, 'n' always makes a new one. `mode` are the permissions of new files.
    """
    if _defaultmod is None:
        _find_modules()
    found = None if 'n' in flag else whichdb(file)
    if found is None:
        if 'c' not in flag and 'n' not in flag:
            raise error[0]("db file doesn't exist; use 'c' or 'n' flag to create a new db")
        module = _defaultmod
    elif found == '':
        raise error[0]('db type could not be determined')
    elif found not in _modules:
        raise error[0](f'db type is {found}, but the module is not available')
    else:
        module = _modules[found]
    return module.open(file, flag, mode)


def _exists(path):
    try:
        io.open(path, 'rb').close()
    except OSError:
        return False
    return True


def _is_ndbm(base):
    if _exists(base + b'.pag') and _exists(base + b'.dir'):
        return True
    # Libraries on top of Berkeley DB have one file; only they can tell whether it is theirs.
    if ndbm is None or not _exists(base + b'.db'):
        return False
    try:
        ndbm.open(base).close()
    except OSError:
        return False
    return True


def _is_dumb(base):
    try:
        os.stat(base + b'.dat')
        if os.stat(base + b'.dir').st_size == 0:
            return True
        with io.open(base + b'.dir', 'rb') as directory:
            return directory.read(1) in (b"'", b'"')
    except OSError:
        return False


def whichdb(filename):
    """The name of the module that a database file belongs to.

    None if there is no such file, the empty string if it is of no known kind.
    """
    base = os.fsencode(filename)
    if _is_ndbm(base):
        return 'dbm.ndbm'
    if _is_dumb(base):
        return 'dbm.dumb'
    try:
        with io.open(base, 'rb') as file:
            start = file.read(16)
    except OSError:
        return None
    if start == b'SQLite format 3\0':
        return 'dbm.sqlite3'
    if int.from_bytes(start[:4], sys.byteorder) in (0x13579acd, 0x13579ace, 0x13579acf):
        return 'dbm.gnu'
    return ''


if __name__ == '__main__':
    for name in sys.argv[1:]:
        print(whichdb(name) or 'UNKNOWN', name)
