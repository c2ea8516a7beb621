import argparse
p = argparse.ArgumentParser(prog="tool", description="A tool.", epilog="The end.")
p.add_argument("path", nargs="+", help="files to read"); p.add_argument("-v", "--verbose", action="count", default=0, help="say more"); p.add_argument("--level", type=int, choices=[1, 2], default=1, metavar="N"); p.add_argument("--flag", action=argparse.BooleanOptionalAction); p.add_argument("-o", dest="out", required=False)
g = p.add_mutually_exclusive_group(); g.add_argument("--a", action="store_true"); g.add_argument("--b", action="store_const", const=7)
print(p.parse_args(["x", "y", "-vv", "--level=2", "--no-flag", "-oout"])); p.print_help(); print(p.format_usage())
sub = argparse.ArgumentParser(prog="git"); s = sub.add_subparsers(dest="cmd", required=True); c = s.add_parser("clone", help="clone it"); c.add_argument("url"); print(sub.parse_args(["clone", "u"]), sub.parse_known_args(["clone", "u", "--x"]))
p.parse_args(["f", "--level", "x"])
