import re
m = re.match(r"(?P<year>\d{4})-(?P<month>\d\d)(-(\d\d))?", "2024-05 rest")
print(m, m.group(), m.groups(), m.groupdict(), m.span("month"), m.start(), m.end(), m["year"], m.group(3), m.lastindex, m.lastgroup, m.expand(r"\g<month>/\1"), m.string, m.re.pattern, m.regs)
print(re.findall(r"\b(\w)(\w*)", "hello big world"), re.findall(r"\d+", "a1b22"), re.split(r"[,;]\s*", "a, b;c"), re.split(r"(-)", "a-b-c", maxsplit=1), re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), re.subn("a", "b", "aaa", count=2), re.sub("x*", "-", "abxd"), re.sub(r"\d", lambda m: str(int(m[0]) * 2), "a1b5"))
print(re.search("(?i)HELLO", "say hello").span(), re.fullmatch("a+", "aaa") is not None, re.fullmatch("a+", "aab"), re.compile("a.c", re.S).match("a\nc") is not None, re.findall("^x", "x\nx", re.M), re.escape("a.b*c[d]-e f"), [m.span() for m in re.finditer("a|(b)", "ab")], bool(re.match("", "")))
print(re.sub(r"(?x) a \s b # comment", "X", "a b"), re.findall(rb"\w", b"a\xff1"), re.compile("x", re.I | re.M), re.match(r"(a)|b", "b").groups("dflt"), re.split("", "abc"), re.purge())
