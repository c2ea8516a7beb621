print(list[int], dict[str, list[int]], tuple[int, ...], tuple[()], type[int], list[int]([1]), list[int].__origin__, list[int].__args__, list[int] == list[int], hash(list[int]) == hash(list[int]))
print(int | None, int | str | int, (int | str).__args__, list[int] | None, isinstance(1, int | str), repr(int | "fwd") if False else "")
from typing import TypeVar
T = TypeVar("T")
print(list[T][int], list[T].__parameters__, dict[T, T][str], (list[T] | T)[int])
class Sub(list[int]): pass
print(Sub.__bases__, Sub.__orig_bases__, Sub([1]))
for f in (lambda: isinstance([], list[int]), lambda: int | 5, lambda: list[int][str], lambda: int[int]):
    try:
        f()
    except TypeError as error:
        print(error)
print(type(int | str), type(list[int]), *list[int])
