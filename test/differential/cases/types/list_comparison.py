print([1, 2] < [1, 3], [1] < [1, 0], [] == [], [1, 'a'] == [1, 'a'], [float('nan')] == [float('nan')])
n = float('nan')
print([n] == [n], [1, 2] != (1, 2))
try: [1] < ['a']
except TypeError as e: print(e)
