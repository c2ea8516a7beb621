import sys
try:
    sys.exit(-1)
except SystemExit as e:
    print(repr(e), e.code)
sys.exit(True)
