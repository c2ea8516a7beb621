s = "hello\U0001F600wörld"
print(s[0], s[-1], s[5], s[5:7], s[::-1], s[::2], s[-3:], s[100:], s[3:1], s[10:2:-3])
for index in (100, -100, "a", 1.0, None):
    try:
        s[index]
    except (IndexError, TypeError) as error:
        print(type(error).__name__, error)
try:
    s[::0]
except ValueError as error:
    print(error)
try:
    s[0] = "x"
except TypeError as error:
    print(error)
try:
    del s[0]
except TypeError as error:
    print(error)
print(s * 2, 0 * s, -1 * s == "", len(s))
