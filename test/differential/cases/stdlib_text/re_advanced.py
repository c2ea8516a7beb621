import re
print(re.findall(r"(?<=\$)\d+(?!\d)", "$10 20 $30"), re.findall(r"(?<!a)b", "ab cb"), re.match(r"(a+?)(a*)", "aaa").groups(), re.match(r"(?:ab)+", "ababx")[0], re.match(r"(\w)\1", "aab")[0], re.match(r"(?P<q>['\"]).*?(?P=q)", "'it' 'x'")[0], re.match(r"(<)?x(?(1)>|$)", "<x>")[0], re.findall(r"a{2,3}", "aaaaa"), re.findall(r"a{,2}b", "aaab b"), re.match(r"(?>a+)ab", "aaab"), re.match(r"a++b", "aaab")[0])
print(re.findall(r"[^\W\d_]+", "añb1_c"), re.findall(r"(?a:\w+)", "añb"), re.findall(r"\s", "a\u2003b\tc"), re.findall(r"[\u00e0-\u00ff]", "aéz"), re.findall(r"(?s:.)\Z", "a\n"), re.sub(r"(?m)^", "> ", "a\nb"), re.findall(r"\d", "٣4"), re.match(r"(?i)straße", "STRAẞE") is not None, re.findall("(?i)k", "kK\u212a"), re.findall(r"\bfoo\B", "foobar foo"))
print(re.match(r"((a)|b)*", "abab").groups(), re.match(r"(?:(a)|b)*", "ab").groups(), re.findall(r"(a|ab)(c|bcd)(d*)", "abcd"), re.search(r"(?P<x>a)(?P<y>b)?", "a").groupdict(), re.compile(r"(?P<n>a)(b)").groupindex, re.match("(?i:a)b", "Ab")[0], re.fullmatch(r"[a-z&&b]|\-", "-") is not None)
for p in ("(", "a)", "[a", "*a", "a{2,1}", "(?P<1>a)", "(?P<a>x)(?P<a>y)", r"\1", "(?<=a+)b", "a**", "(?z)", r"\q", "(?P=nope)", "[b-a]", "x(?i)", "(?(2)a)", r"\N{nope}", "(?P<a", "a|*", "\\"):
    try:
        print(p, re.compile(p))
    except re.error as error:
        print(p, "->", error, error.pos)
