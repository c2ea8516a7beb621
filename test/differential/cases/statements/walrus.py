if (n := 10) > 5:
    print(n)
print([y := 1, y**2, y + 1])
data = [1, 2, 3, 4]
print([last := v for v in data if (half := v / 2) >= 1], last, half)
def f(x): return x
print(f(z := 3), z)
while (data and (item := data.pop())):
    print(item, end=" ")
print()
print((lambda: (q := 5))())
print(any((hit := v) > 2 for v in [1, 2, 3, 4]), hit)
