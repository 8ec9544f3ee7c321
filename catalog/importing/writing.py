"""Writing drafts in batches: compare with what is there, write what differs, count, name what cannot be taken."""

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _

from catalog import authoring, desk, operations, stock
from catalog.authoring import BadProduct, ProductData
from catalog.importing import drafts, making, merging, planner
from catalog.importing.drafts import Draft
from catalog.importing.faults import Fault
from catalog.importing.finding import Finder, Job
from catalog.importing.gathering import Gathering, Image
from catalog.importing.report import Report
from catalog.models import MovementKind, Product, ProductStatus, Stock, Variant
from shop.core import transactions


@dataclass
class Outcome:
    """What became of one draft. `before` and `status` are what the product was, where there was one."""

    draft: Draft
    kind: Literal["new", "changed", "unchanged"]
    product: Product
    before: ProductData | None = None
    status: str = ""


@dataclass
class Batch:
    """What one transaction did; counted into the report only once it has committed."""

    outcomes: list[Outcome] = field(default_factory=list)
    counts: dict[int, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)
    variants: int = 0
    published: int = 0


class Writer:
    """
    One import. `report` is filled as it goes.

    :param reject: told every row that cannot be taken.
    :param inside: called in the transaction of each batch, with what it did.
    """

    def __init__(
        self, *, finder: Finder, gathering: Gathering, report: Report, reject: Callable[[Fault], None], publish: bool,
        now: datetime, source: str = "", inside: Callable[[Batch], None] = lambda batch: None,
    ) -> None:  # fmt: skip
        self.finder, self.gathering, self.report, self.reject = finder, gathering, report, reject
        self.publish, self.now, self.inside = publish, now, inside
        self.source = source or f"import:{now:%Y%m%d%H%M%S%f}"
        self.seller, self.by = finder.seller, finder.by
        self._batch = 0

    def write(self, found: Sequence[Draft]) -> Batch:
        """One batch: pictures first (they take time), then everything else in one transaction, tried three times."""
        planner.count_anew(self._batch)
        jobs = list(self.finder.jobs(found, refuse=self._refuse))
        images = [self.gathering.wanted(job) for job in jobs]
        self._batch += 1
        batch = transactions.retried(self._written)(jobs, images)
        for fault in batch.faults:
            self.reject(fault)
        for note in batch.notes:
            self.report.note(note)
        self.report.add(batch.outcomes, variants=batch.variants, published=batch.published)
        return batch

    def _refuse(self, draft: Draft, fault: Fault) -> None:
        making.refuse(draft, fault, reject=self.reject)

    def _written(self, jobs: Sequence[Job], images: Sequence[Sequence[Image]]) -> Batch:
        batch = Batch()
        known = self._locked([job.product.pk for job in jobs if job.product])
        fresh: list[tuple[Draft, ProductData]] = []
        for job, wanted in zip(jobs, images, strict=True):
            # A copy: whoever tries again after a deadlock starts with all of its rows.
            draft = dataclasses.replace(job.draft, rows=list(job.draft.rows), variants=list(job.draft.variants))
            product = known[job.product.pk] if job.product else None
            old = authoring.data_of(product) if product else None
            data = making.made(Job(draft, product, job.category), old, wanted, reject=batch.faults.append)
            if data is not None and product is not None and old is not None:
                self._update(batch, draft, product, old, data)
            elif data is not None:
                fresh.append((draft, data))
        self._create(batch, fresh)
        self._set_stock(batch)
        touched = {outcome.product.pk for outcome in batch.outcomes if outcome.kind != "unchanged"}
        authoring.announce(touched, now=self.now)
        if self.publish:
            self._publish(batch)
        self.inside(batch)
        return batch

    def _locked(self, product_ids: Sequence[int]) -> dict[int, Product]:
        """Stock, then products, each in primary-key order (docs/locking.md), with all that a comparison reads."""
        rows = Stock.objects.filter(variant__product__in=product_ids).order_by("pk")
        list(rows.select_for_update(of=("self",), no_key=True).values_list("pk"))
        found = Product.objects.locked().filter(pk__in=product_ids).order_by("pk")
        return {product.pk: product for product in found.prefetch_related("category", *desk.whole())}

    def _create(self, batch: Batch, fresh: Sequence[tuple[Draft, ProductData]]) -> None:
        """All new ones at once; only where one of them cannot stand, one by one."""
        if not fresh:
            return
        contents = [data for _draft, data in fresh]
        try:
            products, stocked = authoring.write_new_many(
                seller=self.seller, contents=contents, by=self.by, now=self.now
            )
        except BadProduct as error:
            if len(fresh) == 1:
                making.refuse(fresh[0][0], making.fault_in(*fresh[0], error), reject=batch.faults.append)
                return
            for one in fresh:
                self._create(batch, [one])
            return
        batch.counts |= stocked
        batch.variants += sum(len(data.variants) for data in contents)
        pairs = zip(fresh, products, strict=True)
        batch.outcomes += [Outcome(draft, "new", product) for (draft, _data), product in pairs]

    def _update(self, batch: Batch, draft: Draft, product: Product, old: ProductData, data: ProductData) -> None:
        """Write what differs. Nothing is noted where the product cannot be taken."""
        status = product.status
        if merging.same(old, data) and status != ProductStatus.ARCHIVED:
            batch.outcomes.append(Outcome(draft, "unchanged", product, old, status))
            return
        was = {row.id: row.stock for row in old.variants}
        edits = {r.id: r.stock for r in data.variants if r.id and r.stock is not None and r.stock != was.get(r.id)}
        try:
            with transaction.atomic():
                if status == ProductStatus.ARCHIVED:
                    product = operations.restore_product(product=product, by=None, now=self.now)
                if not merging.same(old, merging.with_stock_of(data, was)):
                    edits |= authoring.write_changes(product=product, data=data, by=self.by, now=self.now)
        except BadProduct as error:
            making.refuse(draft, making.fault_in(draft, data, error), reject=batch.faults.append)
            return
        batch.counts |= edits
        batch.variants += sum(row.id is None for row in data.variants)
        batch.outcomes.append(Outcome(draft, "changed", product, old, status))

    def _set_stock(self, batch: Batch) -> None:
        source = f"{self.source}:{self._batch}"
        refused = stock.set_many_on_hand(batch.counts, kind=MovementKind.IMPORT, source=source, by=self.by, at=self.now)
        if not refused:
            return
        skus = dict(Variant.objects.filter(pk__in=refused).values_list("sku", "pk"))
        for outcome in batch.outcomes:
            for variant in outcome.draft.variants:
                reason = refused.get(skus.get(variant.sku, 0))
                if reason:
                    batch.notes.append(drafts.fault_of(variant.row, "stock", reason))

    def _publish(self, batch: Batch) -> None:
        rows = [outcome for outcome in batch.outcomes if outcome.product.status != ProductStatus.PUBLISHED]
        products = [outcome.product for outcome in rows]
        refused = operations.publish_many(products, by=self.by, now=self.now, picture_needed=False)
        batch.published += len(products) - len(refused)
        for outcome in rows:
            if outcome.product.pk in refused:
                text = _("Not published: %(missing)s") % {"missing": refused[outcome.product.pk].message}
                batch.notes.append(drafts.fault_of(outcome.draft.first, "", text))
