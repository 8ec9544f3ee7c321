"""What an import wrote, noted in the transaction that wrote it: which product, and what it was before."""

from collections.abc import Sequence

from catalog.importing.runs import leases, stored
from catalog.importing.writing import Batch, Outcome
from catalog.models import Import, ImportItem, ItemState


class Marker:
    """Knows the items of the batch that is being written."""

    def __init__(self, run: Import) -> None:
        self.run = run
        self._items: dict[int, ImportItem] = {}

    def expect(self, items: Sequence[ImportItem]) -> None:
        self._items = {item.pk: item for item in items}

    def mark(self, batch: Batch) -> None:
        """In the batch's transaction. Items that it could not write are marked as failed."""
        items = list(self._items.values())
        for item in items:
            item.state = ItemState.FAILED
        for outcome in batch.outcomes:
            _note(self._items[outcome.draft.tag], outcome)
        ImportItem.objects.bulk_update(items, ["state", "product", "before", "version"], batch_size=100)
        leases.renew(self.run, done=len(items))
        self.count("variants", batch.variants)
        self.count("published", batch.published)

    def count(self, name: str, number: int) -> None:
        """Add to a figure of the import. Its row is ours while the lease is."""
        if number:
            self.run.figures[name] = self.run.figures.get(name, 0) + number
            Import.objects.filter(pk=self.run.pk, lease=self.run.lease).update(figures=self.run.figures)


def _note(item: ImportItem, outcome: Outcome) -> None:
    item.state, item.product, item.version = ItemState.WRITTEN, outcome.product, outcome.product.version
    if outcome.before is not None and item.before is None:
        item.before = {"data": stored.of_product(outcome.before), "status": outcome.status}
