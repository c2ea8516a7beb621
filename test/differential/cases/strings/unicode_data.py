import unicodedata
for ch in "aÅ½€\u0301\u200d文😀":
    print(ascii(ch), unicodedata.name(ch, "?"), unicodedata.category(ch), unicodedata.bidirectional(ch), unicodedata.combining(ch), unicodedata.numeric(ch, None))
print(ascii(unicodedata.normalize("NFD", "é")), ascii(unicodedata.normalize("NFC", "e\u0301")), unicodedata.normalize("NFKC", "ﬁ½"))
print(unicodedata.lookup("GREEK SMALL LETTER ALPHA"), unicodedata.unidata_version, unicodedata.east_asian_width("文"))
ﬁ = 3
print(fi, "µ" == "μ", [n for n in globals() if n == "fi"])
