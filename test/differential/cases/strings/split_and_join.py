print("a b  c".split(), " a  b ".split(" "), "a,b,,c".split(","), "a,b,c".split(",", 1), "a,b,c".rsplit(",", 1), "".split(), "".split(","))
print("  a b c  ".split(None, 1), "  a b c  ".rsplit(None, 1), "a\u2003b\x1cc".split(), "x".split(sep="x", maxsplit=-1))
print("line1\nline2\r\nline3\x0bline4\x85line5\u2028l6".splitlines(), "a\nb\n".splitlines(True), "\n".splitlines())
print(", ".join(["a", "b"]), "".join("abc"), "-".join({"k": 1}), "x".join([]))
for bad in ([1], ["a", b"b"], 5, ["a", None]):
    try:
        ",".join(bad)
    except TypeError as error:
        print(error)
try:
    "a".split("")
except ValueError as error:
    print(error)
