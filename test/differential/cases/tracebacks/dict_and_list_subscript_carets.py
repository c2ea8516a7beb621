data = {'a': [1, {'b': 2}]}
print(data['a'][1]['b'])
print(data['a'][1]['c']['d'])
