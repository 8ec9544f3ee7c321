"""How a file in our own format looks, so that an export can look the same: columns, divider, line ends, repetitions."""

from dataclasses import asdict, dataclass, field
from typing import Any, Self

from accounts.models import Seller
from catalog.importing import columns
from catalog.importing.drafts import Draft
from catalog.importing.tables import Source
from catalog.models import ColumnMemory

# What belongs to a product: some write it into the first of its rows, some into every one.
OF_PRODUCT = ("category", "brand", "description", "attributes")


@dataclass
class Shape:
    """`repeated` names the cells of a product that stand in all of its rows."""

    columns: list[str] = field(default_factory=lambda: list(columns.OURS))
    delimiter: str = ","
    line_end: str = "\r\n"
    has_mark: bool = False
    repeated: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, table: Source) -> Self | None:
        """The shape of a file with our columns, however few and in whichever order; None for any other."""
        if not set(table.header) <= set(columns.OURS) or len(set(table.header)) < len(table.header):
            return None
        return cls(list(table.header), table.delimiter, table.line_end, table.has_mark)

    def learn(self, draft: Draft) -> None:
        """See in a product of several rows what they repeat."""
        rows = [variant.row for variant in draft.variants]
        for name in OF_PRODUCT:
            if name not in self.repeated and any(row[name] and row[name] == rows[0][name] for row in rows[1:]):
                self.repeated.append(name)


def keep(seller: Seller, shape: Shape | None) -> None:
    """Remember the shape of an import."""
    if shape is not None:
        ColumnMemory.objects.update_or_create(seller=seller, defaults={"shape": asdict(shape)})


def last(seller: Seller) -> Shape | None:
    """The shape of the shop's last file in our format."""
    kept: dict[str, Any] = ColumnMemory.objects.filter(seller=seller).values_list("shape", flat=True).first() or {}
    return Shape(**kept) if kept else None


def usual(seller: Seller) -> Shape:
    """All our columns, for programs; line ends and repetitions as in the shop's last file."""
    kept = last(seller)
    return Shape(line_end=kept.line_end, repeated=kept.repeated) if kept else Shape()
