# stdin: first
# stdin: 
# stdin: third ünïcode
print(repr(input()), repr(input("prompt> ")), repr(input()))
try:
    input()
except EOFError as error:
    print(error)
