class Empty(Exception): pass
try:
    raise ValueError("line one\nline two")
finally:
    raise Empty
