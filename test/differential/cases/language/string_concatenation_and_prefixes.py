print('a' "b" '''c''', r'\n' '\x41', b'x' b'y', rb'\d', u'u', f'{1}' 'x')
