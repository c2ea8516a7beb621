print("[" + "ab".center(7) + "]", "ab".center(7, "*"), "abc".center(6, "-"), "ab".ljust(5, "."), "ab".rjust(5), "ab".center(1))
print("42".zfill(5), "-42".zfill(5), "+4".zfill(4), "".zfill(2), "--1".zfill(5))
print("xxabcxx".strip("x"), "  a ".strip() + "|", "abcba".lstrip("ab"), "abcba".rstrip("ab"), "\u2003a\x1f".strip())
print("prefix_name".removeprefix("prefix_"), "name.py".removesuffix(".py"), "a".removesuffix(""), "x".removeprefix("xx"))
print("a\tbc\td".expandtabs(), "a\tb".expandtabs(4), "\t\t".expandtabs(0) + "|", "a\n\tb".expandtabs(3))
for args in ((5, "ab"), (5, ""), ("x",)):
    try:
        "a".center(*args)
    except TypeError as error:
        print(error)
