print("a\tb\\n\x41\u00e9\U0001F600\N{BULLET}\101\0end".encode("unicode_escape"))
print(r"raw\n" "\'" '\"', 'implicit' "concat", """triple
line""", "back\
slash")
print(b"bytes\xff\n", rb"\x", b'' b'join')
print(len("\U0001F600"), "\U0001F600"[0] == "\U0001F600", len("e\u0301"))
print(ascii("é\U0001F600\ud800"), repr("\ud800\x7f\xa0\u200b\xad"))
print("tab\there", repr("it's"), repr('say "hi"'), repr("it's \"both\""), repr("\r\n\t\\\x00\x1b"))
