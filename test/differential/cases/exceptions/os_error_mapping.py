print(type(OSError(2, 'no file', 'name')).__name__, OSError(2, 'no file', 'name'), OSError('text').errno, OSError(13, 'denied').strerror)
print(repr(OSError(17, 'exists', 'a', None, 'b')), issubclass(IOError, OSError), IOError is OSError)
