# options: -bb
try:
    print(b'a' == 'a')
except BytesWarning as e:
    print(e)
