"""A database of bytes that needs no library: slow and simple.

Three files: `.dat` holds the values, each at a multiple of 512 bytes; `.dir` is text, a line
"'key', (position, size)" for each; `.bak` is the directory before the last change. Space of values
that were deleted or outgrew their place is not used again.
"""

import ast as _ast
import collections.abc
import io as _io
import os as _os

__all__ = ['error', 'open']

error = OSError

_BLOCKSIZE = 512


def _blocks(size):
    return (size + _BLOCKSIZE - 1) // _BLOCKSIZE


def _as_bytes(value, what):
    if isinstance(value, str):
        return value.encode('utf-8')
    if isinstance(value, (bytes, bytearray)):
        return value
    raise TypeError(f'{what} must be bytes or strings')


class _Database(collections.abc.MutableMapping):

    # close() runs from __del__ as well, when the globals of this module may be gone.
    _io = _io
    _os = _os

    # Whatever happens in __init__, close() finds them.
    _index = None
    _modified = False

    def __init__(self, filebasename, mode, flag='c'):
        base = self._os.fsencode(filebasename)
        self._mode = mode
        self._readonly = flag == 'r'
        self._datfile = base + b'.dat'
        self._dirfile = base + b'.dir'
        self._bakfile = base + b'.bak'
        self._create(flag)
        self._update(flag)

    def _create(self, flag):
        if flag == 'n':
            for name in (self._datfile, self._bakfile, self._dirfile):
                try:
                    _os.remove(name)
                except OSError:
                    pass
        self._require(self._datfile, flag)

    def _require(self, name, flag):
        """Make an empty file unless it is there; only 'c' and 'n' may."""
        try:
            _io.open(name, 'r', encoding='Latin-1').close()
        except OSError:
            if flag not in ('c', 'n'):
                raise
            with self._io.open(name, 'w', encoding='Latin-1'):
                self._chmod(name)

    def _update(self, flag):
        """Read the directory."""
        self._modified = False
        self._index = {}
        self._require(self._dirfile, flag)
        with _io.open(self._dirfile, 'r', encoding='Latin-1') as directory:
            for line in directory:
                key, place = _ast.literal_eval(line.rstrip())
                self._index[key.encode('Latin-1')] = place

    def _commit(self):
        """Write the directory anew; the old one becomes the backup."""
        if self._index is None or not self._modified:
            return
        try:
            self._os.unlink(self._bakfile)
        except OSError:
            pass
        try:
            self._os.rename(self._dirfile, self._bakfile)
        except OSError:
            pass
        with self._io.open(self._dirfile, 'w', encoding='Latin-1') as directory:
            self._chmod(self._dirfile)
            for key, place in self._index.items():
                directory.write('%r, %r\n' % (key.decode('Latin-1'), place))
        self._modified = False

    sync = _commit

    def _verify_open(self):
        if self._index is None:
            raise error('DBM object has already been closed')

    def _verify_writable(self):
        if self._readonly:
            raise error('The database is opened for reading only')

    def __getitem__(self, key):
        if isinstance(key, str):
            key = key.encode('utf-8')
        self._verify_open()
        position, size = self._index[key]
        with _io.open(self._datfile, 'rb') as data:
            data.seek(position)
            return data.read(size)

    def _store(self, position, value):
        """Write a value at a position, None for the end; answers its place."""
        with _io.open(self._datfile, 'rb+') as data:
            if position is None:
                end = data.seek(0, 2)
                position = _blocks(end) * _BLOCKSIZE
                data.write(b'\0' * (position - end))
            else:
                data.seek(position)
            data.write(value)
        return position, len(value)

    def __setitem__(self, key, val):
        self._verify_writable()
        key = _as_bytes(key, 'keys')
        val = _as_bytes(val, 'values')
        self._verify_open()
        self._modified = True
        if key in self._index:
            position, size = self._index[key]
            if _blocks(len(val)) > _blocks(size):
                position = None
            # The directory's file follows with the next _commit().
            self._index[key] = self._store(position, val)
            return
        place = self._index[key] = self._store(None, val)
        with _io.open(self._dirfile, 'a', encoding='Latin-1') as directory:
            self._chmod(self._dirfile)
            directory.write('%r, %r\n' % (key.decode('Latin-1'), place))

    def __delitem__(self, key):
        self._verify_writable()
        if isinstance(key, str):
            key = key.encode('utf-8')
        self._verify_open()
        self._modified = True
        del self._index[key]
        self._commit()

    def keys(self):
        self._verify_open()
        return list(self._index)

    def items(self):
        self._verify_open()
        return [(key, self[key]) for key in self._index]

    def __contains__(self, key):
        self._verify_open()
        if isinstance(key, str):
            key = key.encode('utf-8')
        return key in self._index

    def iterkeys(self):
        self._verify_open()
        return iter(self._index)

    __iter__ = iterkeys

    def __len__(self):
        self._verify_open()
        return len(self._index)

    def close(self):
        try:
            self._commit()
        finally:
            self._index = self._datfile = self._dirfile = self._bakfile = None

    __del__ = close

    def _chmod(self, file):
        self._os.chmod(file, self._mode)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


def open(file, flag='c', mode=0o666):
    """Open the database whose files' names begin with `file`.

    'r' reads only, 'w' needs an existing one, 'c' makes one if there is none, 'n'
    always makes a new one, with the permissions `mode` without those of the umask.
    """
    try:
        mask = _os.umask(0)
        _os.umask(mask)
    except AttributeError:
        pass
    else:
        mode &= ~mask
    if flag not in ('r', 'w', 'c', 'n'):
        raise ValueError("Flag must be one of 'r', 'w', 'c', or 'n'")
    return _Database(file, mode, flag=flag)
