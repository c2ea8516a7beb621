print(list(reversed([1, 2, 3])), list(reversed(range(3))), ''.join(reversed('abc')), list(reversed({'a': 1, 'b': 2})))
print(sorted('bca', reverse=True), sorted([3, -2, 1], key=abs), sorted({'b': 1, 'a': 2}))
for bad in ({1}, 5):
    try: reversed(bad)
    except TypeError as e: print(e)
try: sorted([1, 'a'])
except TypeError as e: print(e)
