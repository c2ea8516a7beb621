print(format(3.14159, '.2f'), format('a', '>3'), format(255, '#x'), format(1234567, ',d'), format(0.25, '%'))
for v, s in ((1, 's'), ('a', 'd'), (1, '.2d'), ([], '>3')):
    try: format(v, s)
    except (ValueError, TypeError) as e: print(type(e).__name__, e)
