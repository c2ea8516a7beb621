import textwrap, shlex
text = "The quick brown fox jumps over the lazy dog. " * 3
print(textwrap.fill(text, 30, initial_indent="* ", subsequent_indent="  "))
print(textwrap.shorten(text, 25), textwrap.wrap("averyveryverylongword x-y-z", 10), repr(textwrap.dedent("    a\n      b\n    c\n")), repr(textwrap.indent("a\n\nb", "> ")), textwrap.wrap("", 10))
print(shlex.split("a 'b c' \"d \\\" e\" f\\ g # h"), shlex.split("x # c", comments=True), shlex.quote("it's"), shlex.quote("safe"), shlex.join(["a b", "c"]))
for f in (lambda: shlex.split("'unclosed"), lambda: textwrap.wrap("a", 0), lambda: shlex.split("a\\")):
    try:
        f()
    except ValueError as error:
        print(error)
