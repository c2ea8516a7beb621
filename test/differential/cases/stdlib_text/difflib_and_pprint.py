import difflib, pprint
a, b = "one\ntwo\nthree\n".splitlines(True), "ore\ntree\nemu\n".splitlines(True)
print("".join(difflib.ndiff(a, b)), "".join(difflib.unified_diff(a, b, "a", "b")), difflib.get_close_matches("appel", ["ape", "apple", "peach"]), round(difflib.SequenceMatcher(None, "abcd", "bcde").ratio(), 3), difflib.SequenceMatcher(None, "qabxcd", "abycdf").get_opcodes(), sep="\n")
data = {"z": list(range(30)), "a": {"nested": ["x" * 30, "y" * 40], "k": (1,)}, 3: None} if False else {"z": list(range(30)), "a": {"nested": ["x" * 30, "y" * 40], "k": (1,)}}
pprint.pprint(data); pprint.pprint(data, width=40, depth=2, compact=True); print(pprint.pformat("long text " * 15, width=50), pprint.saferepr([1]), pprint.isreadable(data))
