# options: -X no_debug_ranges
def f(x):
    return x.a + x.b.c
f(1)
