"""Raising, catching, chaining and finally."""


class Refused(Exception):
    def __init__(self, number):
        super().__init__(f"refused {number}")
        self.number = number


def check(number):
    if number % 3 == 0:
        raise Refused(number)
    return number


def careful(number):
    try:
        return check(number)
    except Refused as error:
        if error.number % 2:
            raise ValueError("odd") from error
        return -1
    finally:
        careful.calls += 1


careful.calls = 0


def run(scale):
    careful.calls = 0
    total = odd = missing = 0
    table = {"a": 1}
    for i in range(scale):
        try:
            total += careful(i)
        except ValueError:
            odd += 1
        try:
            table["b"]
        except KeyError:
            missing += 1
    return total, odd, missing, careful.calls


SCALE = 75000
