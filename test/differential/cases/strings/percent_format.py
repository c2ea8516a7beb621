print("%s %r %a %d %i %u %x %X %#x %o %#o %c %c %%" % ("s", "r", "é", 1, 2, 3, 255, 255, 255, 8, 8, "c", 100))
print("%5d|%-5d|%05d|%+d|% d|%5.1f|%.3e|%g|%G|%10.4s|" % (1, 2, 3, 4, 5, 6.25, 12345.678, 1e-10, 1e20, "truncate"))
print("%(name)s is %(age)03d" % {"name": "Bob", "age": 7}, "%*d %.*f" % (5, 1, 2, 3.14159), "%s" % (1,), "%s" % [1, 2], "%s %s" % ("a", (1,)))
for template, value in (("%d", "x"), ("%d %d", (1,)), ("%s", (1, 2)), ("%z", 1), ("%c", 1114112), ("%c", "ab"), ("%(a)s", 5), ("%", 1), ("%x", 1.5), ("%(a", {}), ("%d", 1.9), ("%i", 10**30), ("%s", b"b"), ("%*d", ("a", 1))):
    try:
        print(template % value)
    except (TypeError, ValueError, OverflowError) as error:
        print(template, type(error).__name__, error)
print(b"%s %d %b %a" % (b"x", 5, b"y", "é"))
