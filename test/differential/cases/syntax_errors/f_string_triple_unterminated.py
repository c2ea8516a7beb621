print("not reached")
f'''abc
{x}
