def kind(x):
    match x:
        case int(n) if n < 0: return 'negative'
        case 0: return 'zero'
        case int() | float(): return 'number'
        case [first, *rest]: return f'sequence {first} {rest}'
        case {'key': value, **others}: return f'mapping {value} {others}'
        case None: return 'none'
        case _: return 'other'
for x in (-1, 0, 5, 1.5, [1, 2, 3], (9,), {'key': 1, 'z': 2}, None, 'abc', {}):
    print(kind(x))
