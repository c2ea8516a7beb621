# options: -x
this is not Python
print('second line')
