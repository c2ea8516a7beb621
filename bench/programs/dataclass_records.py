"""Dataclasses, enums, properties, named tuples."""
from collections import namedtuple
from dataclasses import dataclass, field, replace
from enum import Enum

Point = namedtuple("Point", "x y")


class Kind(Enum):
    SMALL = 1
    LARGE = 2


@dataclass(order=True)
class Item:
    price: int
    name: str = field(compare=False)
    kind: Kind = field(default=Kind.SMALL, compare=False)

    @property
    def label(self):
        return f"{self.name}:{self.price}"


def run(scale):
    items = [Item((i * 7919) % 1000, f"i{i}", Kind.LARGE if i % 5 == 0 else Kind.SMALL) for i in range(scale)]
    large = [item for item in items if item.kind is Kind.LARGE]
    cheapest = min(items)
    moved = [replace(item, price=item.price + 1) for item in large]
    points = [Point(item.price, len(item.label)) for item in items]
    return cheapest.label, len(moved), sum(p.x * p.y for p in points), items[1] == items[2], sorted(items)[5].name


SCALE = 17000
