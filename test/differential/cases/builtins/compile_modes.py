print(eval(compile('1 + 2', '<s>', 'eval')))
exec(compile('x = 3', '<s>', 'exec')); print(x)
exec(compile('x + 1', '<s>', 'single'))
for args in (('x = 1', '<s>', 'eval'), ('a\nb', '<s>', 'single'), ('1', '<s>', 'bogus')):
    try: compile(*args)
    except (SyntaxError, ValueError) as e: print(type(e).__name__, e)
