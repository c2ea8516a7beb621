# as: -
# args: a b
import sys
print(sys.argv)
print(__name__)
