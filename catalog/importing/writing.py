"""Writing drafts in batches: compare with what is there, write what differs, count, name what cannot be taken."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from catalog import authoring, desk, operations, stock
from catalog.authoring import BadProduct, ProductData
from catalog.importing import drafts, merging
from catalog.importing.drafts import Draft, VariantDraft
from catalog.importing.faults import Fault
from catalog.importing.finding import Finder, Job
from catalog.importing.gathering import Gathering, Image
from catalog.importing.report import Report
from catalog.importing.staging import Row, Staging
from catalog.models import MovementKind, Product, ProductStatus, SearchDocument, Stock, Variant

# Batches after which the planner counts anew: tables that were empty a moment ago are planned as if they still were,
# and the server's own count comes a minute later.
ANALYZE_AFTER = frozenset({1, 4, 16, 64, 256, 1024})

# Where a value of `ProductData` stands in a file.
_COLUMNS = {"option_names": "option1_name", "options": "option1_value", "pictures": "image"}


class Writer:
    """One import. `report` is filled as it goes."""

    def __init__(
        self, *, staging: Staging, finder: Finder, gathering: Gathering, report: Report, publish: bool, now: datetime
    ) -> None:
        self.staging, self.finder, self.gathering = staging, finder, gathering
        self.report, self.publish, self.now = report, publish, now
        self.seller, self.by = finder.seller, finder.by
        self._batch = 0
        # Products of the batch that are as the file says already: nothing to announce.
        self._untouched: set[int] = set()

    def write_all(self, *, batch: int, on_written: Callable[[int, int], None]) -> None:
        count = self.staging.count()
        waiting: list[Draft] = []
        for done, rows in enumerate(self.staging.groups(), 1):
            draft = drafts.of(rows, claim=self.staging.claim, reject=self.staging.reject)
            if draft is not None:
                waiting.append(draft)
            if len(waiting) >= batch:
                self.write(waiting)
                waiting = []
                on_written(min(done, count), count)
        self.write(waiting)
        on_written(count, count)

    def write(self, found: Sequence[Draft]) -> None:
        """One batch: pictures first (they take time), then everything else in one transaction."""
        if self._batch in ANALYZE_AFTER:
            _analyze()
        jobs = list(self.finder.jobs(found, refuse=self._refuse))
        images = [self.gathering.wanted(job) for job in jobs]
        self._batch += 1
        counts: dict[int, int] = {}
        with transaction.atomic():
            known = self._locked([job.product.pk for job in jobs if job.product])
            written: list[tuple[Draft, Product]] = []
            fresh: list[tuple[Draft, ProductData]] = []
            for job, wanted in zip(jobs, images, strict=True):
                product = known[job.product.pk] if job.product else None
                old = authoring.data_of(product) if product else None
                made = self._made(job, old, wanted)
                if made is not None and product is not None and old is not None:
                    written += self._update(job.draft, product, old, made, counts)
                elif made is not None:
                    fresh.append((job.draft, made))
            written += self._create(fresh, counts)
            self._set_stock(counts, written)
            touched = {product.pk for _draft, product in written} - self._untouched
            authoring.announce(touched, now=self.now)
            self._untouched.clear()
            if self.publish:
                self._publish(written)

    def _locked(self, product_ids: Sequence[int]) -> dict[int, Product]:
        """Stock, then products, each in primary-key order (docs/locking.md), with all that a comparison reads."""
        rows = Stock.objects.filter(variant__product__in=product_ids).order_by("pk")
        list(rows.select_for_update(of=("self",), no_key=True).values_list("pk"))
        found = Product.objects.locked().filter(pk__in=product_ids).order_by("pk")
        return {product.pk: product for product in found.prefetch_related("category", *desk.whole())}

    def _made(self, job: Job, old: ProductData | None, images: Sequence[Image]) -> ProductData | None:
        """The product as it shall be. Variants that cannot stand are rejected, and the rest is tried again."""
        draft = job.draft
        while draft.variants:
            data, sources = merging.merged(old, draft, category=job.category)
            try:
                return merging.with_pictures(data, images).cleaned()
            except BadProduct as error:
                bad = _bad_variants(sources, error)
                if not bad:
                    path, texts = next(iter(error.fields.items()))
                    self._refuse(draft, _fault(draft.first, path, texts))
                    return None
            self._drop(draft, bad)
        for row in draft.rows:
            self.staging.reject(drafts.fault_of(row, "", _("No variant of this product can be taken.")))
        return None

    def _drop(self, draft: Draft, bad: dict[int, Fault]) -> None:
        for fault in bad.values():
            self.staging.reject(fault)
        draft.variants = [variant for variant in draft.variants if id(variant.row) not in bad]
        draft.rows = [row for row in draft.rows if id(row) not in bad]

    def _refuse(self, draft: Draft, fault: Fault) -> None:
        drafts.reject_all(draft.rows, fault, reject=self.staging.reject)

    def _create(
        self, fresh: Sequence[tuple[Draft, ProductData]], counts: dict[int, int]
    ) -> list[tuple[Draft, Product]]:
        """All new ones at once; only where one of them cannot stand, one by one."""
        if not fresh:
            return []
        contents = [data for _draft, data in fresh]
        try:
            products, stocked = authoring.write_new_many(
                seller=self.seller, contents=contents, by=self.by, now=self.now
            )
        except BadProduct as error:
            if len(fresh) > 1:
                return [pair for one in fresh for pair in self._create([one], counts)]
            self._refuse(fresh[0][0], _fault_in(*fresh[0], error))
            return []
        counts |= stocked
        self.report.new += len(products)
        self.report.variants += sum(len(data.variants) for data in contents)
        return [(draft, product) for (draft, _data), product in zip(fresh, products, strict=True)]

    def _update(
        self, draft: Draft, product: Product, old: ProductData, data: ProductData, counts: dict[int, int]
    ) -> list[tuple[Draft, Product]]:
        """Write what differs. Nothing is answered where the product cannot be taken."""
        is_deleted = product.status == ProductStatus.ARCHIVED
        if merging.same(old, data) and not is_deleted:
            self.report.unchanged += 1
            self._untouched.add(product.pk)
            return [(draft, product)]
        was = {row.id: row.stock for row in old.variants}
        edits = {r.id: r.stock for r in data.variants if r.id and r.stock is not None and r.stock != was.get(r.id)}
        try:
            with transaction.atomic():
                if is_deleted:
                    product = operations.restore_product(product=product, by=None, now=self.now)
                if not merging.same(old, merging.with_stock_of(data, was)):
                    edits |= authoring.write_changes(product=product, data=data, by=self.by, now=self.now)
        except BadProduct as error:
            self._refuse(draft, _fault_in(draft, data, error))
            return []
        counts |= edits
        self.report.changed += 1
        self.report.variants += sum(row.id is None for row in data.variants)
        return [(draft, product)]

    def _set_stock(self, counts: dict[int, int], written: Sequence[tuple[Draft, Product]]) -> None:
        source = f"import:{self.now:%Y%m%d%H%M%S%f}:{self._batch}"
        refused = stock.set_many_on_hand(counts, kind=MovementKind.IMPORT, source=source, by=self.by, at=self.now)
        if not refused:
            return
        skus = dict(Variant.objects.filter(pk__in=refused).values_list("sku", "pk"))
        for draft, _product in written:
            for variant in draft.variants:
                reason = refused.get(skus.get(variant.sku, 0))
                if reason:
                    self.report.note(drafts.fault_of(variant.row, "stock", reason))

    def _publish(self, written: Sequence[tuple[Draft, Product]]) -> None:
        products = [product for _draft, product in written if product.status != ProductStatus.PUBLISHED]
        refused = operations.publish_many(products, by=self.by, now=self.now, picture_needed=False)
        self.report.published += len(products) - len(refused)
        for draft, product in written:
            if product.pk in refused:
                text = _("Not published: %(missing)s") % {"missing": refused[product.pk].message}
                self.report.note(drafts.fault_of(draft.first, "", text))


def _bad_variants(sources: Sequence[VariantDraft | None], error: BadProduct) -> dict[int, Fault]:
    """The faulty rows by identity; nothing where the fault is not in a row of its own."""
    bad: dict[int, Fault] = {}
    for path, texts in error.fields.items():
        group, _dot, rest = path.partition(".")
        source = sources[int(rest.partition(".")[0])] if group == "variants" and rest else None
        if source is None:
            return {}
        bad.setdefault(id(source.row), _fault(source.row, path, texts))
    return bad


def _fault_in(draft: Draft, data: ProductData, error: BadProduct) -> Fault:
    """The first fault, in the row of its variant where it has one."""
    path, texts = next(iter(error.fields.items()))
    index = path.split(".")[1] if path.startswith("variants.") else ""
    sku = data.variants[int(index)].sku if index else ""
    row = next((variant.row for variant in draft.variants if sku and variant.sku == sku), draft.first)
    return _fault(row, path, texts)


def _fault(row: Row, path: str, texts: Sequence[str]) -> Fault:
    name = path.rpartition(".")[2] if path.startswith("variants.") else path.partition(".")[0]
    column = _COLUMNS.get(name, name)
    return drafts.fault_of(row, column, " ".join(texts))


def _analyze() -> None:
    """A role that does not own the tables gets a warning from the server, and goes on."""
    tables = ", ".join(
        connection.ops.quote_name(model._meta.db_table) for model in (Product, Variant, Stock, SearchDocument)
    )
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")
