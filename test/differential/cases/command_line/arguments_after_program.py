# args: -O -c --help -
import sys
print(sys.argv[1:], sys.flags.optimize)
