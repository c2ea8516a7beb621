# options: -X int_max_str_digits=640
print(int('9' * 640) % 7)
int('9' * 641)
