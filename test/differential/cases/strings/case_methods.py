words = ["hello World", "ÇA va", "straße", "ǆ", "ﬁne", "İi", "ΣΑΣ", "o'neil's 3rd", "ŉ", "\u1e9e"]
for w in words:
    print(w.upper(), w.lower(), w.title(), w.capitalize(), w.swapcase(), w.casefold(), ascii(w.upper()))
print("Title Case".istitle(), "aB".isupper(), "A1".isupper(), "1".islower(), "ab".islower())
