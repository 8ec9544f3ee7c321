"""What a check finds, kept in the database a batch at a time, so that memory stays flat."""

from collections.abc import Sequence
from typing import Any

from catalog.importing.faults import Fault
from catalog.importing.runs import faulting
from catalog.models import Import, ImportFault, ImportItem

# Faults that wait for their batch; a file of nothing else must not fill the memory.
MOST_WAITING = 2_000


class Findings:
    """Items and faults of one import, and their number."""

    def __init__(self, run: Import) -> None:
        self.run = run
        self.figures: dict[str, Any] = {"new": 0, "changed": 0, "unchanged": 0, "notes": 0, "to_import": 0}
        self._faults: list[Fault] = []
        self._notes: list[Fault] = []
        self._number = 0

    def fault(self, fault: Fault) -> None:
        self._faults.append(fault)
        self._spill()

    def note(self, note: Fault) -> None:
        self.figures["notes"] += 1
        self._notes.append(note)
        self._spill()

    def keep(self, items: Sequence[ImportItem]) -> None:
        """Number and write a batch of items, and what was found wrong on the way."""
        for item in items:
            self._number += 1
            item.run, item.number = self.run, self._number
            self.figures[item.kind] += 1
            self.figures["to_import"] += len(item.rows)
        ImportItem.objects.bulk_create(items, batch_size=500)
        self._write()

    def _spill(self) -> None:
        if len(self._faults) + len(self._notes) >= MOST_WAITING:
            self._write()

    def _write(self) -> None:
        rows = faulting.kept(self.run, self._faults, is_note=False)
        rows += faulting.kept(self.run, self._notes, is_note=True)
        ImportFault.objects.bulk_create(rows, batch_size=1000)
        self._faults, self._notes = [], []
