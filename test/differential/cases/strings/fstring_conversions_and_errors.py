class A:
    def __repr__(self): return "réprA"
    def __format__(self, spec): return f"fmt({spec})"
    def __str__(self): return "strA"
a = A()
print(f"{a} {a:x{1}y} {a!r} {a!s} {a!a} {a!r:>7}|")
for template in ("{:d}", "{:s}", "{:.2d}", "{:,s}", "{:z}"):
    for value in ("s", 1, 1.5):
        try:
            print(template, repr(value), format(value, template[2:-1]))
        except (ValueError, TypeError) as error:
            print(template, repr(value), type(error).__name__, error)
class Bad:
    def __format__(self, spec): return 5
try:
    f"{Bad()}"
except TypeError as error:
    print(error)
