# options: -X dev
import sys, warnings
print(sys.flags.dev_mode, warnings.filters[0])
