# options: -P
import sys
print(sys.flags.safe_path, any(p.endswith('command_line') for p in sys.path))
