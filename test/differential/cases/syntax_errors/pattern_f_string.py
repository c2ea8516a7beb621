print("not reached")
match x:
    case f'a': pass
