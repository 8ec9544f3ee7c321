"""A batch of drafts beside the products that there are: new, changed in which cells, unchanged, or rejected."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from catalog import authoring, desk
from catalog.authoring import ProductData
from catalog.importing import drafts, making
from catalog.importing.drafts import Draft
from catalog.importing.faults import Fault
from catalog.importing.finding import Finder, Job
from catalog.importing.gathering import Gathering
from catalog.importing.runs import changes, stored
from catalog.models import ImportItem, ItemKind, Product, ProductStatus


class Comparer:
    """Says what `writing.Writer` would do, without doing it."""

    def __init__(self, *, finder: Finder, gathering: Gathering, reject: Callable[[Fault], None], publish: bool) -> None:
        self.finder, self.gathering, self.reject, self.publish = finder, gathering, reject, publish

    def items(self, found: Sequence[Draft]) -> list[ImportItem]:
        """What each draft comes to, unsaved. Rejected ones are left out."""
        jobs = list(self.finder.jobs(found, refuse=self._refuse))
        wanted = [job.product.pk for job in jobs if job.product]
        rows = Product.objects.filter(pk__in=wanted).prefetch_related("category", *desk.whole())
        known = {product.pk: product for product in rows}
        items = (
            self._item(Job(job.draft, known.get(job.product.pk) if job.product else None, job.category)) for job in jobs
        )
        return [item for item in items if item is not None]

    def _item(self, job: Job) -> ImportItem | None:
        product, draft = job.product, job.draft
        old = authoring.data_of(product) if product else None
        planned = self.gathering.planned(job)
        images = [(one.image.pk, one.alt, one.sku) for one in planned if one.image]
        added = [one.name for one in planned if one.image is None and self.gathering.addable(job, one.name)]
        data = making.made(job, old, images, reject=self.reject)
        if data is None or self._is_taken(job, data):
            return None
        item = ImportItem(line=draft.first.line, title=data.title, product=product, kind=ItemKind.NEW)
        if product is not None and old is not None:
            item.changes = self._changes(product, old, self._held(job, old, data), draft, added)
            item.kind = ItemKind.CHANGED if item.changes else ItemKind.UNCHANGED
        if self.publish and item.kind == ItemKind.NEW and not _is_complete(data):
            text = _("It comes in as a draft: to be published it needs a price above zero and a category.")
            self.gathering.report.note(drafts.fault_of(draft.first, "", text))
        if item.kind != ItemKind.UNCHANGED:
            item.rows = stored.of_rows(draft.rows)
        return item

    def _changes(
        self, product: Product, old: ProductData, new: ProductData, draft: Draft, added: Sequence[str]
    ) -> list[changes.Change]:
        found = changes.of(old, new, draft, pictures=added)
        states = {ProductStatus.ARCHIVED: _("Deleted")} | ({ProductStatus.DRAFT: _("Draft")} if self.publish else {})
        if self.publish and product.status == ProductStatus.UNPUBLISHED:
            states[ProductStatus.UNPUBLISHED] = _("Offline")
        before = states.get(ProductStatus(product.status))
        if before and (product.status == ProductStatus.ARCHIVED or _is_complete(new)):
            after = _("Live") if self.publish and _is_complete(new) else _("Draft")
            found.append({"line": draft.first.line, "column": "state", "old": before, "new": after})
        return found

    def _held(self, job: Job, old: ProductData, data: ProductData) -> ProductData:
        """The product without stock below what open orders hold, which stays as it is; a note says so."""
        held = {v.pk: v.stock.reserved for v in job.product.variants.all() if v.stock.reserved} if job.product else {}
        was = {row.id: row.stock for row in old.variants}
        rows = list(data.variants)
        for index, row in enumerate(rows):
            reserved = held.get(row.id or 0, 0)
            if row.stock is not None and row.stock < reserved:
                rows[index] = replace(row, stock=was.get(row.id))
                text = _("Open orders hold %(reserved)d. The stock stays as it is.") % {"reserved": reserved}
                at = next((v.row for v in job.draft.variants if v.sku == row.sku), job.draft.first)
                self.gathering.report.note(drafts.fault_of(at, "stock", text))
        return replace(data, variants=tuple(rows))

    def _is_taken(self, job: Job, data: ProductData) -> bool:
        """Whether another product of the shop has one of the SKUs; then the rows are rejected."""
        mine = job.product.pk if job.product else None
        for variant in data.variants:
            owner = self.finder.owners.get(variant.sku)
            if variant.sku and owner is not None and owner.pk != mine:
                text = _("You use this SKU for “%(title)s” already.") % {"title": owner.title}
                row = next((v.row for v in job.draft.variants if v.sku == variant.sku), job.draft.first)
                self._refuse(job.draft, drafts.fault_of(row, "sku", text))
                return True
        return False

    def _refuse(self, draft: Draft, fault: Fault) -> None:
        making.refuse(draft, fault, reject=self.reject)


def _is_complete(data: ProductData) -> bool:
    """Whether it can be published without a picture: `operations.missing_for_publishing`, of what is not there yet."""
    return bool(data.title and data.category and data.category.is_active and min(v.price for v in data.variants) > 0)
