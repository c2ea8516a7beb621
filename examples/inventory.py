"""A shop's inventory: dataclasses, kept as JSON, exchanged as CSV, changed by a journal of movements.

    python inventory.py            # stock report, CSV export, round trips
    python inventory.py --json     # the whole inventory as JSON
"""

import csv
import io
import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum, auto
from operator import attrgetter
from typing import Any, Self

CENT = Decimal("0.01")


class Category(StrEnum):
    TOOL = auto()
    MATERIAL = auto()
    SAFETY = auto()


@dataclass(order=True, slots=True)
class Product:
    sku: str
    name: str = field(compare=False)
    category: Category = field(compare=False)
    price: Decimal = field(compare=False)
    quantity: int = field(default=0, compare=False)
    reorder_at: int = field(default=5, compare=False)
    received: date | None = field(default=None, compare=False)
    tags: frozenset[str] = field(default=frozenset(), compare=False)

    def __post_init__(self) -> None:
        if self.price <= 0:
            raise ValueError(f"{self.sku}: the price must be positive, not {self.price}")
        if self.quantity < 0:
            raise ValueError(f"{self.sku}: quantity {self.quantity} is negative")
        self.price = Decimal(self.price).quantize(CENT, ROUND_HALF_UP)

    @property
    def value(self) -> Decimal:
        return self.price * self.quantity

    @property
    def is_low(self) -> bool:
        return self.quantity <= self.reorder_at

    def to_row(self) -> dict[str, str]:
        row = {f.name: str(getattr(self, f.name)) for f in fields(self)}
        row["tags"] = " ".join(sorted(self.tags))
        row["received"] = self.received.isoformat() if self.received else ""
        return row

    @classmethod
    def from_row(cls, row: dict[str, str]) -> Self:
        return cls(
            sku=row["sku"],
            name=row["name"],
            category=Category(row["category"]),
            price=Decimal(row["price"]),
            quantity=int(row["quantity"]),
            reorder_at=int(row["reorder_at"]),
            received=date.fromisoformat(row["received"]) if row["received"] else None,
            tags=frozenset(row["tags"].split()),
        )


class InventoryEncoder(json.JSONEncoder):
    def default(self, o: Any) -> Any:
        match o:
            case Decimal() | date():
                return str(o)
            case frozenset() | set():
                return sorted(o)
        return super().default(o)


class StockError(ValueError):
    """A movement that the stock does not allow."""


class Inventory:
    def __init__(self, products: Iterable[Product] = ()):
        self.products = {product.sku: product for product in products}

    def __len__(self) -> int:
        return len(self.products)

    def __iter__(self):
        return iter(sorted(self.products.values()))

    def __eq__(self, other: object) -> bool:
        # Products compare by their number alone; an inventory is the same when every field is.
        return isinstance(other, Inventory) and list(map(asdict, self)) == list(map(asdict, other))

    __hash__ = None

    def __getitem__(self, sku: str) -> Product:
        try:
            return self.products[sku]
        except KeyError as error:
            error.add_note(f"the inventory has {', '.join(sorted(self.products))}")
            raise

    def move(self, sku: str, change: int) -> None:
        product = self[sku]
        if product.quantity + change < 0:
            raise StockError(f"{sku}: {-change} wanted, {product.quantity} in stock")
        product.quantity += change

    def apply(self, journal: Iterable[tuple[str, int]]) -> None:
        """All movements or none: problems are collected and raised together."""
        draft = Inventory(replace(product) for product in self)
        problems: list[Exception] = []
        for sku, change in journal:
            try:
                draft.move(sku, change)
            except (StockError, KeyError) as problem:
                problems.append(problem)
        if problems:
            raise ExceptionGroup("the journal was not applied", problems)
        self.products = draft.products

    def by_category(self) -> dict[Category, list[Product]]:
        groups = defaultdict(list)
        for product in self:
            groups[product.category].append(product)
        return {category: groups[category] for category in Category if category in groups}

    def to_json(self) -> str:
        return json.dumps([asdict(product) for product in self], cls=InventoryEncoder, indent=2, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        def build(record: dict[str, Any]) -> Product:
            record |= {
                "category": Category(record["category"]),
                "price": Decimal(record["price"]),
                "received": record["received"] and date.fromisoformat(record["received"]),
                "tags": frozenset(record["tags"]),
            }
            return Product(**record)

        return cls(json.loads(text, object_hook=build))

    def to_csv(self) -> str:
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, [f.name for f in fields(Product)], quoting=csv.QUOTE_MINIMAL)
        writer.writeheader()
        writer.writerows(product.to_row() for product in self)
        return out.getvalue()

    @classmethod
    def from_csv(cls, text: str) -> Self:
        return cls(Product.from_row(row) for row in csv.DictReader(io.StringIO(text, newline="")))


def stock() -> Inventory:
    start = date(2026, 1, 12)
    return Inventory(
        [
            Product("T-100", "Claw hammer", Category.TOOL, Decimal("18.90"), 14, received=start, tags=frozenset({"steel", "hand"})),
            Product("T-205", 'Saw, 22"', Category.TOOL, Decimal("24.5"), 3, received=start + timedelta(days=9)),
            Product("T-310", "Spirit level", Category.TOOL, Decimal("31.255"), 7, reorder_at=2),
            Product("M-001", "Nails, 4 cm\n(box of 200)", Category.MATERIAL, Decimal("4.20"), 120, 40, start + timedelta(weeks=5)),
            Product("M-014", "Leim für Holz", Category.MATERIAL, Decimal("7.75"), 18, 20, tags=frozenset({"wood"})),
            Product("S-002", "Goggles", Category.SAFETY, Decimal("9.99"), 0, tags=frozenset({"eye", "plastic", "ansi"})),
        ]
    )


def report(inventory: Inventory) -> None:
    for category, products in inventory.by_category().items():
        total = sum(map(attrgetter("value"), products), Decimal())
        print(f"{category.upper():<44}{total:>12,.2f}")
        for product in products:
            mark = "!" if product.is_low else " "
            name = " ".join(product.name.split())
            print(f" {mark} {product.sku:<7} {name:<24} {product.quantity:>4} x {product.price:>8} {product.value:>8,}")
    low = [product.sku for product in inventory if product.is_low]
    print(f"reorder: {', '.join(low) or 'nothing'}\n")


def main() -> int:
    inventory = stock()
    if "--json" in sys.argv[1:]:
        print(inventory.to_json())
        return 0

    report(inventory)
    inventory.apply([("T-100", -3), ("S-002", 24), ("M-001", -95), ("T-205", 2)])
    print("after one day:")
    report(inventory)

    try:
        inventory.apply([("T-100", -1), ("T-205", -99), ("X-999", 1), ("S-002", -25)])
    except* StockError as group:
        for problem in group.exceptions:
            print("not in stock:", problem)
    except* KeyError as group:
        for problem in group.exceptions:
            print("unknown:", problem, *problem.__notes__, sep=" | ")
    print("hammers left:", inventory["T-100"].quantity)

    try:
        Product("X-1", "Nothing", Category.TOOL, Decimal(0))
    except ValueError as error:
        print("refused:", error)

    text = inventory.to_csv()
    print("\n" + text.replace("\r\n", "\n"), end="")
    print("\nCSV round trip: ", Inventory.from_csv(text) == inventory)
    print("JSON round trip:", Inventory.from_json(inventory.to_json()) == inventory)
    print("sizes:", len(inventory), len(text), len(inventory.to_json()))
    print("most valuable:", replace(max(inventory, key=attrgetter("value")), tags=frozenset()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
