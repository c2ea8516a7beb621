for s in ("abc", "ABC1", "123", "½", "²", "٣", " \t", "", "a b", "_x1", "é", "\u2160", "\x00", "\U0001F600", "class", "1a"):
    flags = [s.isalpha(), s.isdigit(), s.isdecimal(), s.isnumeric(), s.isalnum(), s.isspace(), s.isidentifier(), s.isprintable(), s.isascii(), s.islower(), s.isupper(), s.istitle()]
    print(ascii(s), "".join("01"[f] for f in flags))
