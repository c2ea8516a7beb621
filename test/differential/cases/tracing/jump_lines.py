"""A trace function sets f_lineno: allowed jumps, and what CPython says about the others."""
import sys


def jumping(func, source, target, event="line"):
    first = func.__code__.co_firstlineno
    done = False

    def tracer(frame, what, arg):
        nonlocal done
        if frame.f_code is func.__code__ and not done and what == event and frame.f_lineno == first + source:
            done = True
            frame.f_lineno = first + target
        return tracer

    output = []
    sys.settrace(tracer)
    try:
        func(output)
    except Exception as error:
        output.append(f"{type(error).__name__}: {error}".replace(f"line {first + target}", "line N"))
    finally:
        sys.settrace(None)
    print(func.__name__, output)


def forward(output):
    output.append(1)
    output.append(2)
    output.append(3)


def backward(output):
    for i in range(3):
        output.append(i)
        if i == 1:
            output.append("one")
    output.append("end")


def into_loop(output):
    output.append(1)
    for i in 1, 2:
        output.append(i)


def out_of_except(output):
    try:
        1 / 0
    except ZeroDivisionError:
        output.append("except")
        output.append("skipped")
    finally:
        output.append("finally")
    output.append(sys.exception())


def into_except(output):
    output.append(1)
    try:
        output.append(3)
    except ValueError:
        output.append(5)


def unbound(output):
    if not output:
        output.append(1)
    else:
        name = 2
        output.append(name)


import warnings

warnings.simplefilter("ignore")
jumping(forward, 1, 3)
jumping(forward, 3, 1)
jumping(forward, 1, 30)
jumping(forward, 1, -5)
jumping(forward, 0, 2, "call")
jumping(forward, 3, 1, "return")
jumping(backward, 3, 5)
jumping(backward, 5, 1)
jumping(into_loop, 1, 3)
jumping(out_of_except, 4, 7)
jumping(into_except, 1, 5)
jumping(unbound, 1, 5)
try:
    sys._getframe().f_lineno = 1
except ValueError as error:
    print(error)
