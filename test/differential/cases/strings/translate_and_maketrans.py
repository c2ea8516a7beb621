table = str.maketrans("abc", "xyz", "d")
print("abcd".translate(table), table)
print("abc".translate({97: "AA", 98: None, 99: 0x1F600}), str.maketrans({"a": 1, 98: "q"}))
class Table:
    def __getitem__(self, k):
        if k == 97: return "!"
        raise LookupError
print("aba".translate(Table()))
for args in (("ab", "c"), (5,)):
    try:
        str.maketrans(*args)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
try:
    "a".translate({97: 1114112})
except ValueError as error:
    print(error)
