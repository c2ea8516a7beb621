def boom(): raise AssertionError
print(1 if True else boom(), boom() if False else 2)
print(0 or 'default', '' and boom(), 1 and 2)
