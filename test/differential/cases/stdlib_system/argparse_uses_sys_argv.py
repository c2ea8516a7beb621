# args: --count 3 name extra
import argparse
p = argparse.ArgumentParser()
p.add_argument("--count", type=int)
p.add_argument("rest", nargs="*")
a = p.parse_args()
print(a.count, a.rest)
