# A list that changes while it is sorted: noticed even when nothing of the change remains.
from functools import cmp_to_key


def attempt(change):
    numbers = [1, 2, 3]

    def compare(x, y):
        change(numbers)
        return (x > y) - (x < y)

    try:
        numbers.sort(key=cmp_to_key(compare))
        print('sorted', numbers)
    except ValueError as error:
        print(error, numbers)


def push_and_pop(numbers):
    numbers.append(3)
    numbers.pop()


attempt(lambda numbers: None)
attempt(lambda numbers: numbers.append(4))
attempt(push_and_pop)
attempt(lambda numbers: numbers.insert(0, 7))
attempt(lambda numbers: numbers.extend([1]))
attempt(lambda numbers: len(numbers))
