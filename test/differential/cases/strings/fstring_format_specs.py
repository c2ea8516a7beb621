name, width, value = "abc", 10, 3.14159
print(f"{name:>{width}}|{name:^10}|{name:*<8}|{value:.2f}|{value:{width}.{3}}|")
print(f"{1000000:,} {1000000:_} {255:#x} {255:#010b} {-5:+d} {5: d} {0.5:%} {12345.678:e} {12345678:n}")
print(f"{'nested ' + f'{1 + 1}'} {{literal}} {{{name}}}")
print(f"{value=} {value = :.1f} {name!r:>8} {name=!s} {1 + 1 = }")
print(f"{'quotes "inside" same'}" f" joined {'a' 'b'}")
print(f"{lambda_ if (lambda_ := 5) else 0} {[i for i in range(3)]} { {1: 2}[1] }")
print(f"{name:{'>' if width > 5 else '<'}{width}}|")
print(f'''{
    name
    + "multi"  # a comment
}''', f"{'\n'}|{'\u00e9'}", rf"\n{name}\d")
print(f"{None} {True!r} {(1, 2)} {3,}")
