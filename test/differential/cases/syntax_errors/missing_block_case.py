print("not reached")
match x:
    case 1:
    y
