# options: -B -s -E -q
import sys
print(sys.flags.dont_write_bytecode, sys.flags.no_user_site, sys.flags.ignore_environment, sys.flags.quiet)
print(sys.flags.optimize, sys.flags.inspect, sys.flags.verbose)
