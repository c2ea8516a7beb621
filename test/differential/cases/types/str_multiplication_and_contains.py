print('ab' * 3, 2 * 'x', 'a' * -1, 'b' in 'abc', '' in '', 'bc' not in 'abc')
try: 'a' in 1
except TypeError as e: print(e)
try: 1 in 'a'
except TypeError as e: print(e)
try: 'a' + 1
except TypeError as e: print(e)
try: 'a' * 1.5
except TypeError as e: print(e)
