from string.templatelib import Template, Interpolation
name = "World"
t = t"Hello {name!r:>10} and {1 + 1}!"
print(type(t), t.strings, t.values)
for part in t:
    print(repr(part))
i = t.interpolations[0]
print(i.value, i.expression, i.conversion, i.format_spec)
print((t"a" + t"{name}b").strings)
def render(template):
    return "".join(p if isinstance(p, str) else str(p.value).upper() for p in template)
print(render(t"<{name}> {2}"), t"{name=}".strings)
try:
    t"x" + "y"
except TypeError as error:
    print(error)
print(repr(t"{1}"), Template("a", Interpolation(5, "x"), "b").strings)
match t"{name}":
    case Template(strings=s, interpolations=(Interpolation(v, e),)):
        print(s, v, e)
