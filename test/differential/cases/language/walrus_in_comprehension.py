print([y := 1, y ** 2], y)
print([last := x for x in range(4)], last)
print(any((hit := n) > 2 for n in range(10)), hit)
