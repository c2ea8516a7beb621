"""A calculator language: tokenizer, Pratt parser, simplifier, derivative, and evaluator for exact numbers.

    python calculator.py                    # a tour
    python calculator.py "2 * (3 + 4) ^ 2"  # evaluate arguments, one line each
"""

import math
import operator
import re
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

type Number = int | float | Fraction

TOKEN = re.compile(r"\s*(?:(?P<number>\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+)|(?P<name>[^\W\d]\w*)|(?P<op>\*\*|//|[-+*/^%()=,!]))")
FUNCTIONS = {
    "sqrt": math.sqrt, "sin": math.sin, "cos": math.cos, "exp": math.exp, "ln": math.log,
    "abs": abs, "max": max, "min": min, "gcd": math.gcd, "fact": math.factorial,
}
CONSTANTS = {"pi": math.pi, "e": math.e}


class CalculationError(Exception):
    def __init__(self, message: str, position: int | None = None):
        super().__init__(message)
        self.position = position


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str
    position: int


def tokenize(source: str) -> Iterator[Token]:
    position = 0
    end = len(source.rstrip())
    while position < end:
        match = TOKEN.match(source, position)
        if match is None:
            raise CalculationError("unexpected character", position + len(source[position:]) - len(source[position:].lstrip()))
        yield Token(match.lastgroup or "", match[match.lastgroup or 0], match.start(match.lastgroup or 0))
        position = match.end()
    yield Token("end", "", end)


class Expression(ABC):
    @abstractmethod
    def evaluate(self, names: Mapping[str, Number]) -> Number: ...

    def derive(self, name: str) -> "Expression":
        raise CalculationError(f"no rule to derive {self}")


@dataclass(frozen=True)
class Literal(Expression):
    value: Number

    def evaluate(self, names):
        return self.value

    def derive(self, name):
        return Literal(0)

    def __str__(self):
        return str(self.value)


@dataclass(frozen=True)
class Name(Expression):
    name: str

    def evaluate(self, names):
        try:
            return names[self.name]
        except KeyError:
            raise CalculationError(f"unknown name {self.name!r}") from None

    def derive(self, name):
        return Literal(int(self.name == name))

    def __str__(self):
        return self.name


@dataclass(frozen=True)
class Binary(Expression):
    op: str
    left: Expression
    right: Expression

    OPERATIONS = {
        "+": operator.add, "-": operator.sub, "*": operator.mul,
        "//": operator.floordiv, "%": operator.mod, "^": operator.pow,
    }

    def evaluate(self, names):
        left, right = self.left.evaluate(names), self.right.evaluate(names)
        try:
            if self.op == "/":
                if isinstance(left, float) or isinstance(right, float):
                    return left / right
                return tidy(Fraction(left) / Fraction(right))
            return tidy(self.OPERATIONS[self.op](left, right))
        except ZeroDivisionError:
            raise CalculationError("division by zero") from None

    def derive(self, name):
        u, v = self.left, self.right
        du, dv = u.derive(name), v.derive(name)
        match self.op:
            case "+" | "-":
                return binary(self.op, du, dv)
            case "*":
                return binary("+", binary("*", du, v), binary("*", u, dv))
            case "/":
                top = binary("-", binary("*", du, v), binary("*", u, dv))
                return binary("/", top, binary("^", v, Literal(2)))
            case "^" if isinstance(v, Literal):
                return binary("*", binary("*", v, binary("^", u, Literal(v.value - 1))), du)
            case _:
                return super().derive(name)

    def __str__(self):
        return f"({self.left} {self.op} {self.right})"


@dataclass(frozen=True)
class Call(Expression):
    function: str
    arguments: tuple[Expression, ...]

    def evaluate(self, names):
        try:
            return tidy(FUNCTIONS[self.function](*(argument.evaluate(names) for argument in self.arguments)))
        except KeyError:
            raise CalculationError(f"unknown function {self.function!r}") from None
        except (TypeError, ValueError, OverflowError) as error:
            raise CalculationError(f"{self.function}: {error}") from error

    def derive(self, name):
        if len(self.arguments) != 1:
            return super().derive(name)
        (u,) = self.arguments
        match self.function:
            case "sin":
                outer = Call("cos", (u,))
            case "cos":
                outer = binary("*", Literal(-1), Call("sin", (u,)))
            case "exp":
                outer = self
            case "ln":
                outer = binary("/", Literal(1), u)
            case _:
                return super().derive(name)
        return binary("*", outer, u.derive(name))

    def __str__(self):
        return f"{self.function}({', '.join(map(str, self.arguments))})"


def tidy(value: Number) -> Number:
    """A fraction that is whole becomes an int."""
    return value.numerator if isinstance(value, Fraction) and value.denominator == 1 else value


def binary(op: str, left: Expression, right: Expression) -> Expression:
    """A binary expression, simplified where that is plain to see."""
    match op, left, right:
        case _, Literal(a), Literal(b) if not (op in ("/", "//", "%") and b == 0):
            return Literal(Binary(op, left, right).evaluate({}))
        case ("+", Literal(0), other) | ("+" | "-", other, Literal(0)) | ("*", Literal(1), other) | ("*" | "/" | "^", other, Literal(1)):
            return other
        case ("*", Literal(0), _) | ("*", _, Literal(0)):
            return Literal(0)
        case "^", _, Literal(0):
            return Literal(1)
        case "*", _, Literal():
            return Binary("*", right, left)
    return Binary(op, left, right)


class Parser:
    """Operator precedence parsing: each operator binds with a left and a right strength."""

    INFIX = {"+": (10, 11), "-": (10, 11), "*": (20, 21), "/": (20, 21), "//": (20, 21), "%": (20, 21), "^": (41, 40), "**": (41, 40)}
    PREFIX = 30

    def __init__(self, source: str):
        self.tokens = list(tokenize(source))
        self.index = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    def advance(self) -> Token:
        token = self.token
        self.index += token.kind != "end"
        return token

    def expect(self, text: str) -> None:
        if self.token.text != text:
            found = repr(self.token.text) if self.token.text else "the end"
            raise CalculationError(f"expected {text!r}, found {found}", self.token.position)
        self.advance()

    def parse(self) -> Expression:
        result = self.expression(0)
        if self.token.kind != "end":
            raise CalculationError(f"unexpected {self.token.text!r}", self.token.position)
        return result

    def expression(self, strength: int) -> Expression:
        left = self.prefix()
        while True:
            token = self.token
            if token.text == "!":
                self.advance()
                left = Call("fact", (left,))
                continue
            powers = self.INFIX.get(token.text)
            if powers is None or powers[0] < strength:
                return left
            self.advance()
            left = binary("^" if token.text == "**" else token.text, left, self.expression(powers[1]))

    def prefix(self) -> Expression:
        token = self.advance()
        match token:
            case Token(kind="number", text=text):
                return Literal(int(text) if text.isdigit() else Fraction(text))
            case Token(kind="name", text=name):
                return self.call(name) if self.token.text == "(" else Name(name)
            case Token(text="-"):
                return binary("*", Literal(-1), self.expression(self.PREFIX))
            case Token(text="+"):
                return self.expression(self.PREFIX)
            case Token(text="("):
                inner = self.expression(0)
                self.expect(")")
                return inner
        raise CalculationError(f"unexpected {token.text!r}" if token.text else "unexpected end", token.position)

    def call(self, name: str) -> Expression:
        self.expect("(")
        arguments = [self.expression(0)]
        while self.token.text == ",":
            self.advance()
            arguments.append(self.expression(0))
        self.expect(")")
        return Call(name, tuple(arguments))


class Session:
    def __init__(self):
        self.names: dict[str, Number] = dict(CONSTANTS)

    def run(self, line: str) -> str:
        try:
            if match := re.fullmatch(r"\s*d/d(\w+)\s+(.+)", line):
                return str(Parser(match[2]).parse().derive(match[1]))
            target, equals, source = line.rpartition("=")
            value = Parser(source).parse().evaluate(self.names)
            if equals:
                self.names[target.strip()] = value
            self.names["_"] = value
            return f"{value:.12g}" if isinstance(value, float) else str(value)
        except CalculationError as error:
            if error.position is None:
                return f"error: {error}"
            offset = error.position + line.rfind("=") + 1
            return f"{' ' * (offset + 2)}^ error: {error}"


TOUR = """
1 + 2 * 3
(1 + 2) * 3
2 ^ 3 ^ 2
-2 ^ 2
1/3 + 1/6
0.1 + 0.2
10 // 4 + 10 % 4
2 ** 200
20! / 18!
x = sqrt(2) * sqrt(2)
x - 2
r = 3
pi * r ^ 2
max(3, r, 2 * r) - min(4, r)
gcd(1071, 462)
sin(pi / 6)
d/dx x ^ 3 - 2 * x + 7
d/dx sin(x ^ 2) * exp(x)
d/dx (x + 1) / (x - 1)
d/dt ln(3 * t)
1 / (2 - 2)
sqrt(-1)
2 * (3 + 4
7 $ 3
unknown + 1
_ * 2
"""


def main() -> None:
    session = Session()
    for line in sys.argv[1:] or TOUR.strip().splitlines():
        print(f"> {line}")
        print(session.run(line))
    print(f"\n{len(session.names)} names, sum of 1..100 =", reduce(operator.add, range(101)))


if __name__ == "__main__":
    main()
