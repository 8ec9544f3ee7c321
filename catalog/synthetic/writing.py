"""
Writes and removes the made-up catalogue. One transaction: interrupted, nothing of it stays.

By COPY, and with indexes and foreign keys dropped and made anew around it where that is quicker: meanwhile nobody
else can use these tables.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models, transaction

from accounts.models import Seller, SellerStatus, User
from catalog import documents, fragments, indexing, lexicon, tiers, tree
from catalog.models import FacetLabel, Product, SearchDocument, SearchWord, Stock, StockMovement, Variant
from catalog.queries import matching
from catalog.synthetic import products, rows, vocabulary
from catalog.synthetic.rows import Around, Place

SHOP = "made-up-"
SHOPS = 120
BATCH = 5_000
# Fewer rows are written faster into the indexes as they are.
WORTH_DROPPING = 50_000
TABLES: tuple[type[models.Model], ...] = (Product, Variant, Stock, StockMovement, SearchDocument)
Progress = Callable[[int], object]


def count() -> int:
    return Product.objects.filter(seller__slug__startswith=SHOP).count()


@transaction.atomic
def make(wanted: int, *, now: datetime, progress: Progress) -> int:
    """Have so many made-up products: add those that are missing. Answers how many were added."""
    there = count()
    numbers = range(there, wanted)
    if not numbers:
        return 0
    words = vocabulary.make()
    around = Around(_shops(now), _places(words.leaves), words.leaves, now)
    later = _drop_what_slows() if len(numbers) >= WORTH_DROPPING else []
    counted = lexicon.Counts()
    for start in range(0, len(numbers), BATCH):
        batch = numbers[start : start + BATCH]
        _write([(number, products.make(number, words)) for number in batch], around, counted)
        progress(len(batch))
    counted.leave_out(lambda word: not documents.is_word(word))
    lexicon.store(counted, are_new=True)
    _label()
    tiers.place()
    _execute("SET LOCAL maintenance_work_mem = '512MB'", "SET CONSTRAINTS ALL IMMEDIATE", *later)
    _execute(*(f"ANALYZE {model._meta.db_table}" for model in TABLES))
    fragments.forget_lists()
    return len(numbers)


def tidy() -> None:
    """What autovacuum does in a real shop by and by: old rows gone, pages known as visible to all, fresh statistics."""
    if not connection.in_atomic_block:
        tables = [*(model._meta.db_table for model in TABLES), SearchWord._meta.db_table]
        _execute(f"VACUUM (ANALYZE) {', '.join(tables)}")


@transaction.atomic
def remove() -> int:
    """Take every made-up product and shop away, and all that hangs on them."""
    gone = count()
    ids = "(SELECT p.id FROM catalog_product p JOIN accounts_seller s ON s.id = p.seller_id WHERE s.slug LIKE %s)"
    variants = f"(SELECT id FROM catalog_variant WHERE product_id IN {ids})"
    for table, column, which in (
        ("catalog_stockmovement", "variant_id", variants),
        ("catalog_stock", "variant_id", variants),
        ("catalog_variant", "product_id", ids),
        ("catalog_searchdocument", "product_id", ids),
        ("catalog_product", "id", ids),
    ):
        _execute(f"DELETE FROM {table} WHERE {column} IN {which}", params=[f"{SHOP}%"])
    people = list(Seller.objects.filter(slug__startswith=SHOP).values_list("user", flat=True))
    Seller.objects.filter(slug__startswith=SHOP).delete()
    User.objects.filter(pk__in=people).delete()
    fragments.forget_lists()
    return gone


def _write(batch: list[tuple[int, products.MadeUp]], around: Around, counted: lexicon.Counts) -> None:
    ids, variant_ids, movement_ids = (_take_ids(model, len(batch)) for model in (Product, Variant, StockMovement))
    made = list(zip(ids, variant_ids, movement_ids, batch, strict=True))
    _copy(Product, [rows.product(pk, n, one, around) for pk, _v, _m, (n, one) in made])
    _copy(Variant, [rows.variant(v, pk, n, one, around) for pk, v, _m, (n, one) in made])
    _copy(Stock, [rows.stock(v, one) for _pk, v, _m, (_n, one) in made])
    _copy(StockMovement, [rows.movement(m, v, one, around) for _pk, v, m, (_n, one) in made if one.pieces])
    found = []
    for pk, _v, _m, (number, one) in made:
        texts = rows.texts(number, one, around)
        counted.documents.update({word for text in texts for word in text.split()})
        counted.names.update(word for text in texts[:3] for word in text.split())
        found.append(rows.search_text(pk, number, one, texts, around))
    indexing.copy(found)


def _copy(model: type[models.Model], records: Sequence[Mapping[str, Any]]) -> None:
    if records:
        columns = ", ".join(records[0])
        indexing.copy_into(f"{model._meta.db_table} ({columns})", (list(row.values()) for row in records))


def _take_ids(model: type[models.Model], number: int) -> range:
    with connection.cursor() as cursor:
        sequence = f"pg_get_serial_sequence('{model._meta.db_table}', 'id')"
        cursor.execute(f"SELECT setval({sequence}, nextval({sequence}) + %s)", [number - 1])
        last = cursor.fetchone()[0]
    return range(last - number + 1, last + 1)


def _shops(now: datetime) -> list[tuple[int, str]]:
    for number in range(1, SHOPS + 1):
        slug = f"{SHOP}{number}"
        if not Seller.objects.filter(slug=slug).exists():
            user = User.objects.create_user(email=f"{slug}@example.invalid", full_name=f"Made-up seller {number}")
            Seller.objects.create(user=user, slug=slug, name=f"Made-up shop {number}", status=SellerStatus.APPROVED)
    return list(Seller.objects.filter(slug__startswith=SHOP).order_by("pk").values_list("pk", "name"))


def _places(leaves: Sequence[vocabulary.Leaf]) -> dict[vocabulary.Leaf, Place]:
    made = {leaf: tree.ensure_path(leaf.names, by=None) for leaf in leaves}
    return {leaf: Place(category.pk, category.path, " ".join(leaf.names)) for leaf, category in made.items()}


def _label() -> None:
    facts = {"Colour": vocabulary.COLOURS, "Material": vocabulary.MATERIALS, "Size": vocabulary.SIZES}
    labels = [
        FacetLabel(key=documents.facet_key(name, value), name=name, value=value)
        for name, values in facts.items()
        for value in values
    ]
    FacetLabel.objects.bulk_create(labels, ignore_conflicts=True)


def _drop_what_slows() -> list[str]:
    """Drop foreign keys and indexes that are no constraints; answer the statements that make them again."""
    _execute("SET CONSTRAINTS ALL IMMEDIATE")
    names = [model._meta.db_table for model in TABLES]
    foreign = matching.rows(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype = 'f' AND conrelid = ANY(%s::regclass[])",
        [names],
    )
    indexes = matching.rows(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s)"
        " AND indexname NOT IN (SELECT conname FROM pg_constraint)",
        [names],
    )
    _execute(*(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"' for table, name, _definition in foreign))
    _execute(*(f'DROP INDEX "{name}"' for name, _definition in indexes))
    return [
        *(definition for _name, definition in indexes),
        *(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}' for table, name, definition in foreign),
    ]


def _execute(*statements: str, params: Sequence[Any] | None = None) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, params)
