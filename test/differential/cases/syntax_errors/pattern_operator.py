print("not reached")
match x:
    case a + b: pass
