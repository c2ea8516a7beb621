def check(value):
    assert value > 10, f"{value} is too small"
check(5)
