import string
print(string.ascii_letters, string.digits, string.hexdigits, string.punctuation, repr(string.whitespace), string.capwords("hello  big world"))
t = string.Template("$who likes ${what}; $$5 $missing")
print(t.safe_substitute(who="tim", what="kung"), t.get_identifiers(), t.is_valid())
for f in (lambda: t.substitute(who="x"), lambda: string.Template("$1").substitute(), lambda: string.Template("a $").substitute()):
    try:
        f()
    except (KeyError, ValueError) as error:
        print(type(error).__name__, error)
class F(string.Formatter):
    def get_value(self, key, args, kw): return kw.get(key, f"<{key}>") if isinstance(key, str) else args[key]
print(F().format("{0} {x} {nope}", 1, x=2), list(string.Formatter().parse("a{b!r:>{w}}c{}")))
