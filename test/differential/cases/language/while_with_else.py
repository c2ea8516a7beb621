n = 3
while n:
    n -= 1
    if n == 5: break
else:
    print('exhausted', n)
