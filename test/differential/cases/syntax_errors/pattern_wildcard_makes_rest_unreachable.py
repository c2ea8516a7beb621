print("not reached")
match x:
    case _ | 1: pass
