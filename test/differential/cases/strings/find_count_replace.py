s = "banana bandana"
print(s.find("an"), s.rfind("an"), s.find("an", 2, 5), s.find("zz"), s.index("ban", 1), s.count("an"), s.count("ana"), s.count(""))
print(s.replace("an", "AN"), s.replace("an", "", 2), s.replace("", "-", 3), s.replace("x", "y"), s.replace("a", "b", count=1))
print(s.startswith("ban"), s.startswith(("x", "ban")), s.startswith("nan", 2), s.endswith("ana", 0, 6), "".startswith(""))
try:
    s.index("zz")
except ValueError as error:
    print(error)
try:
    s.startswith(["ban"])
except TypeError as error:
    print(error)
try:
    s.replace("a")
except TypeError as error:
    print(error)
print(s.find("", 14), s.find("", 15), s.partition("an"), s.rpartition("an"), s.partition("zz"), s.rpartition("zz"))
