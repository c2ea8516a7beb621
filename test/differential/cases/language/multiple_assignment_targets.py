a = b = c = []
a.append(1)
print(b, c is a)
x = i = 0
i, lst = 1, [0, 0]
i, lst[i] = 0, 5
print(i, lst)
