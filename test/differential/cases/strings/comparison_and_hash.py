print("a" < "b", "abc" < "abd", "Z" < "a", "" < "a", "\uffff" < "\U00010000", "é" > "z")
print(sorted(["b", "A", "a", "B", "\U0001F600", "\uffee"]), max("hello"), min("hello"))
print("a" == b"a", hash("abc") == hash("".join(["a", "bc"])), "a" in "abc", "" in "", "ab" not in "abc")
try:
    "a" in 5
except TypeError as error:
    print(error)
try:
    5 in "a"
except TypeError as error:
    print(error)
try:
    "a" + 1
except TypeError as error:
    print(error)
try:
    "a" * "b"
except TypeError as error:
    print(error)
try:
    "a" < 1
except TypeError as error:
    print(error)
print(str(b"x", "ascii"), str(5), str(), str(object=1.0), str(b"x"))
