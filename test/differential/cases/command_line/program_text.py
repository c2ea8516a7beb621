# as: -c
# args: one two
import sys
print(sys.argv, __name__)
print('__file__' in globals())
