number = int('12x')
