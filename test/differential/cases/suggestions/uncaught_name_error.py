value_of_interest = 5
def compute():
    return value_of_intrest + 1
compute()
