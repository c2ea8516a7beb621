print(eval("1 + 2"), eval("x * 2", {"x": 21}), eval("a + b", {"a": 1}, {"b": 2}), eval(compile("3 * 3", "s", "eval")))
ns = {}
exec("def f(n):\n    return n * k\nk = 5", ns)
print(ns["f"](3), sorted(k for k in ns if not k.startswith("__")), "__builtins__" in ns)
def scope():
    local = 1
    print(eval("local + 1"), sorted(locals()))
    exec("local = 99; new = 5")
    return local
print(scope())
code = compile("a = 1\nb = a + 1", "<test>", "exec")
print(code.co_filename, code.co_names, exec(code), b)
compile("print(1)", "f", "single"); exec(compile("5 + 5", "f", "single"))
for f in (lambda: eval("1 +"), lambda: eval("a = 1"), lambda: compile("x", "f", "bad"), lambda: exec(5), lambda: eval("undefined"), lambda: eval(b"1 + \xff"), lambda: eval("1", 5), lambda: eval(""), lambda: compile("a\0b", "f", "exec"), lambda: eval("1", {}, 5)):
    try:
        f()
    except (SyntaxError, ValueError, TypeError, NameError) as error:
        print(type(error).__name__, error)
print(eval("  7"), eval(b"8"), eval("[i for i in range(n)]", {"n": 3}), eval("__import__('math').floor(2.5)"), eval("(lambda: y)()", {"y": 4}))
