# Python classes take part in the buffer protocol (PEP 688); subclasses of bytes and bytearray have buffers.


def attempt(function, *args):
    try:
        print(repr(function(*args)))
    except Exception as error:
        print(type(error).__name__, error)


class Data:
    def __buffer__(self, flags):
        print('get', flags)
        return memoryview(b'hello')

    def __release_buffer__(self, view):
        print('release', bytes(view))
        view.release()


with memoryview(Data()) as view:
    print(bytes(view), view.readonly, view.format)
attempt(bytes, Data())
attempt(b'-'.join, [Data(), b'x'])


class Wrong:
    def __buffer__(self, flags):
        return 5


class Failing:
    def __buffer__(self, flags):
        raise ValueError('no buffer')


attempt(memoryview, Wrong())
attempt(memoryview, Failing())
attempt(bytes, Failing())


class Loud(bytearray):
    def __buffer__(self, flags):
        print('asked')
        return super().__buffer__(flags)


with memoryview(Loud(b'abc')) as view:
    print(bytes(view))


class Plain(bytearray):
    pass


plain = Plain(b'12')
attempt(int, plain)
view = memoryview(plain)
attempt(plain.append, 1)
view.release()
attempt(plain.append, 51)
print(plain)


class Frozen(bytes):
    pass


print(bytes(memoryview(Frozen(b'frozen'))), int(Frozen(b'77'), 8))
attempt(b'a'.__buffer__, 1)
attempt(b'a'.__buffer__)
attempt(b'a'.__buffer__, 'x')
array = bytearray(b'q')
view = array.__buffer__(0)
attempt(array.append, 2)
attempt(array.__release_buffer__, view)
attempt(array.append, 2)
attempt(bytes, view)
attempt(array.__release_buffer__, 1)
attempt(array.__release_buffer__, memoryview(b'x'))


class Late:
    pass


attempt(memoryview, Late())
Late.__buffer__ = lambda self, flags: memoryview(b'late')
attempt(lambda: bytes(memoryview(Late())))
del Late.__buffer__
attempt(memoryview, Late())
