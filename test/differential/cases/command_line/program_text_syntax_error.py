# as: -c
x = (1,
y = 2
