for spec in ("d", "5d", "<5d", "^7", "+", " ", "05", "=+6", "x", "X", "#x", "#b", "o", "#o", ",", "_", "_x", "#_b", "c", "e", ".2f", "%", "n", "*>6", "🙂^5"):
    for value in (42, -1234567):
        try:
            print(spec, repr(format(value, spec)))
        except (ValueError, OverflowError) as error:
            print(spec, type(error).__name__, error)
for spec in (",x", "s", ".3d", "#,", "5.", "q", "zd", "_,", "<<<5"):
    try:
        print(format(42, spec))
    except ValueError as error:
        print(spec, error)
