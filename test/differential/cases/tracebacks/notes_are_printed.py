error = ValueError("message")
error.add_note("first note")
error.add_note("two\nlines")
raise error
