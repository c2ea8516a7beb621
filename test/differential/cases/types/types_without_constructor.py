# Types of iterators, views and functions make no instances, and those cannot be copied or pickled.
import copy


def attempt(function, *args):
    try:
        print(repr(function(*args)))
    except Exception as error:
        print(type(error).__name__, error)


for value in ({}.keys(), {}.values(), {}.items(), iter([]), iter({}), iter(()), iter(set()), iter(''), iter(range(3)), len, ''.join, str.join, int.__add__):
    attempt(type(value))
attempt(type(None))
attempt(type(...))
attempt(copy.copy, {}.keys())
attempt(copy.copy, {}.items())
print(type(frozenset({1}) & {1: 2}.keys()), type({1: 2}.keys() & frozenset({1})))
