"""What an import did, in numbers and, for every row that it did not take, in words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.translation import gettext as _

from catalog.importing.faults import Fault

# A page shows no more; the numbers go on, and the command names every one as it comes.
MOST_KEPT = 1000


class Outcome(Protocol):
    """What became of one product: "new", "changed" or "unchanged"."""

    @property
    def kind(self) -> str: ...


@dataclass
class Report:
    """
    :ivar new, changed, unchanged: products.
    :ivar rows, rejected: rows of the files.
    :ivar faults: why rows were rejected; `notes`: what was taken, but not as it stood.
    :ivar ignored: columns that mean nothing to us.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    rows: int = 0
    rejected: int = 0
    variants: int = 0
    pictures: int = 0
    published: int = 0
    stopped: bool = False
    ignored: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)
    notes_total: int = 0
    on_fault: Callable[[Fault], None] | None = None
    on_note: Callable[[Fault], None] | None = None

    def fault(self, fault: Fault) -> None:
        if len(self.faults) < MOST_KEPT:
            self.faults.append(fault)
        if self.on_fault:
            self.on_fault(fault)

    def note(self, note: Fault) -> None:
        self.notes_total += 1
        if len(self.notes) < MOST_KEPT:
            self.notes.append(note)
        if self.on_note:
            self.on_note(note)

    def add(self, outcomes: Iterable[Outcome], *, variants: int, published: int) -> None:
        """Count what a batch did."""
        for outcome in outcomes:
            setattr(self, outcome.kind, getattr(self, outcome.kind) + 1)
        self.variants += variants
        self.published += published

    def summary(self) -> str:
        """One sentence: "2,000 rows read: 2,000 products new, 0 changed, 0 unchanged; 0 rows rejected."."""
        text = _(
            "%(rows)s rows read: %(new)s products new, %(changed)s changed, %(unchanged)s unchanged; "
            "%(rejected)s rows rejected; %(variants)s variants and %(pictures)s pictures added; "
            "%(published)s published."
        )
        names = ("rows", "new", "changed", "unchanged", "rejected", "variants", "pictures", "published")
        return text % {name: f"{getattr(self, name):,}" for name in names}
