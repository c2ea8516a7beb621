total = sum(x for x in [(lambda v: 1 // v)(i) for i in (2, 1, 0)])
