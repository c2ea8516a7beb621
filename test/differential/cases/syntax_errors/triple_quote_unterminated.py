print("not reached")
x = '''abc
def
