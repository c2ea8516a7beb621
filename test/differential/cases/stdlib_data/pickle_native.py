# The bytes of pickles in every protocol, shared and recursive objects, hooks, wrong data.
import io
import pickle


class Point:
    def __init__(self, x):
        self.x = x


class Pair(tuple):
    pass


class WithSlots:
    __slots__ = ['a']


shared = ['s']
slots = WithSlots()
slots.a = 1
samples = [None, True, 0, 255, 65536, -1, 2**31, -2**63, 2**2100, 1.5, 'aé\n\\𝒳\ud800', b'ab', b'', bytearray(b'x'), (),
           (1,), (1, 2, 3, 4), [1], list(range(1001)), {}, {1: 2}, {i: i for i in range(1001)}, {7}, frozenset([8]), len, int,
           Point(1), Pair((1, 2)), [shared, shared], slice(1, 2), type(None), ..., 'x' * 300, b'y' * 70000]
for protocol in range(6):
    for sample in samples:
        data = pickle.dumps(sample, protocol)
        print(protocol, len(data), sum((i % 251 + 1) * byte for i, byte in enumerate(data)), data[:40])
        pickle.loads(data)
    if protocol >= 2:
        print(pickle.loads(pickle.dumps(slots, protocol)).a)

loop = []
loop.append(loop)
again = pickle.loads(pickle.dumps(loop))
print(again[0] is again)


class Pickler(pickle.Pickler):
    def persistent_id(self, obj):
        return 'shared' if obj is shared else None

    def reducer_override(self, obj):
        return (complex, (1, 2)) if isinstance(obj, Point) else NotImplemented


class Unpickler(pickle.Unpickler):
    def persistent_load(self, pid):
        return shared

    def find_class(self, module, name):
        print('find', module, name)
        return super().find_class(module, name)


file = io.BytesIO()
Pickler(file).dump([shared, Point(3)])
file.seek(0)
loaded = Unpickler(file).load()
print(loaded, loaded[0] is shared)

buffers = []
data = pickle.dumps(pickle.PickleBuffer(bytearray(b'out of band')), 5, buffer_callback=buffers.append)
print(data, bytes(pickle.loads(data, buffers=buffers)))

for wrong in (b'', b'.', b'(.', b'N', b'\x80\x09.', b'h\x00.', b'zz', b'X\x05\x00\x00\x00ab', b'cnothere\nx\n.', b'P1\n.', b']K\x01s.'):
    try:
        print(pickle.loads(wrong))
    except Exception as error:
        print(wrong, type(error).__name__, error)
for wrong in (lambda: 0, (i for i in ())):
    try:
        pickle.dumps([wrong])
    except Exception as error:
        print(type(error).__name__, str(error).partition(' at 0x')[0], error.__notes__)
