for i in range(3):
    print(i)
else:
    print("else", i)
for i, (a, *b) in enumerate(["xyz", (1, 2)]):
    print(i, a, b)
items = [1, 2, 3]
for items[0] in "ab":
    print(items)
for x in []:
    pass
else:
    print("empty")
for value in [1, 2, 3]:
    if value == 2:
        break
else:
    print("no")
print(value)
