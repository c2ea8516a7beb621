import sys
big = 10**5000
try:
    str(big)
except ValueError as error:
    print(error)
try:
    int("1" * 5000)
except ValueError as error:
    print(error)
print(len(hex(big)), sys.get_int_max_str_digits())
sys.set_int_max_str_digits(0)
print(len(str(big)), int("1" * 5000) % 1000)
try:
    sys.set_int_max_str_digits(5)
except ValueError as error:
    print(error)
