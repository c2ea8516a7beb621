import gc, weakref


class C:
    count = 0

    def __init__(self, n):
        self.n = n

    def __del__(self):
        C.count += 1


def hot(n):
    kept = C(-1)
    alive = weakref.ref(kept)
    for i in range(n):
        x = C(i)
        x.me = x
        x = None
        if i % 50 == 0:
            gc.collect()
    assert alive() is kept
    gc.collect()
    return C.count


print(hot(400))


class Callable:
    def __call__(self, f):
        return f()


def outer(n):
    held = C(-2)
    ref = weakref.ref(held)
    seen = []
    call = Callable()
    for i in range(n):
        items = sorted([C(1), C(0)], key=lambda c: (gc.collect() if i % 100 == 0 else 0, c.n))
        seen.append(call(lambda: inner(i)))
        items = None
    gc.collect()
    return held is ref(), len(seen), sum(seen)


def inner(i):
    d = C(i)
    d.me = d
    r = weakref.ref(d)
    d = None
    if i % 100 == 0:
        gc.collect()
        return r() is None
    return 0


print(outer(300), gc.collect() is None, C.count)


def buffers(n):
    b = bytearray()
    total = 0
    for i in range(n):
        b += b'0123456789'
        total += len(bytes(memoryview(b)[:5]))
        del b[:5]
    return total, len(b)


print(buffers(300))


def gen(n):
    for i in range(n):
        try:
            yield i
        finally:
            closed.append(i)


closed = []


def breaks(n):
    for i in range(n):
        for j in gen(10):
            if j == 2:
                break
    gc.collect()
    return len(closed)


print(breaks(200))
