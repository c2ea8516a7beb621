x = 1; y = [1, 2, 3]; z = (x + y[0] + y[1] * 2 + sum(value for value in range(10)) + y[7] + len("padding padding padding padding"))
