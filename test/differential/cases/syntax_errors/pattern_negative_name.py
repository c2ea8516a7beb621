print("not reached")
match x:
    case -a: pass
