x = 5
print(~True)
int("5") is 5
