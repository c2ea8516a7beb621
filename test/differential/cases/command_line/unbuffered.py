# options: -u
import sys
sys.stdout.write('no newline')
print(sys.stdout.write_through, file=sys.stderr)
