result = None
result(1)
