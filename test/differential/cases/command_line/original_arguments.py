# options: -O -B
# args: last
import sys
print(sys.orig_argv[1:3], sys.orig_argv[-1])
