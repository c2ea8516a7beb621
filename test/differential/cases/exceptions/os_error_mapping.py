import errno
print(type(OSError(errno.ENOENT, 'no file', 'name')).__name__, OSError('text').errno, OSError(1, 'denied').strerror)
print(type(OSError(errno.EEXIST, 'exists')).__name__, type(OSError(errno.EACCES, 'x')).__name__, type(OSError('x')).__name__)
print(issubclass(IOError, OSError), IOError is OSError, OSError(1, 'm', 'f', None, 'g').filename2)
