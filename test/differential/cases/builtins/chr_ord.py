print(chr(65), chr(0x1f600), ord('é'), ord(b'a'), ord('\ud800'))
for f, x in ((chr, -1), (chr, 0x110000), (ord, 'ab'), (ord, ''), (ord, 1)):
    try: f(x)
    except (ValueError, TypeError) as e: print(type(e).__name__, e)
