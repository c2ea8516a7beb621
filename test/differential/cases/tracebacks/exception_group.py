def fail(kind, *args):
    raise kind(*args)
errors = []
for kind in (ValueError, KeyError):
    try:
        fail(kind, "bad")
    except Exception as error:
        error.add_note(f"note on {kind.__name__}")
        errors.append(error)
raise ExceptionGroup("several", [*errors, ExceptionGroup("nested", [TypeError("inner")])])
