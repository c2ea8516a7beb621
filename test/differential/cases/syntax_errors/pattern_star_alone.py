print("not reached")
match x:
    case *a: pass
    case b, *c, *d: pass
