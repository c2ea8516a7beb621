for f in (lambda: 'é'.encode('ascii'), lambda: b'\xff'.decode(), lambda: b'\x80abc'.decode('ascii'), lambda: '\ud800'.encode(), lambda: b'\xe2\x82'.decode()):
    try: f()
    except UnicodeError as e: print(e, (e.start, e.end, e.encoding, e.reason))
