def source():
    for i in range(5):
        print("make", i)
        yield i
gen = (x * x for x in source() if x % 2)
print("created")
print(next(gen))
print(list(gen))
try:
    (x for x in 5)
except TypeError as error:
    print(error)
y = 1
late = (y for _ in range(1))
y = 2
print(next(late))
print(sum(i * j for i in range(3) for j in range(i)))
print(type(gen), gen.__name__, gen.__qualname__)
