print('a=b=c'.partition('='), 'a=b=c'.rpartition('='), 'abc'.partition('x'), 'abc'.rpartition('x'))
print('a\nb\r\nc\x0bd\u2028e'.splitlines(), 'a\n\nb\n'.splitlines(True), ''.splitlines())
try: 'a'.partition('')
except ValueError as e: print(e)
