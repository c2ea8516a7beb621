rows = [[1, 2], [3, None]]
total = sum(cell + 1 for row in rows for cell in row)
