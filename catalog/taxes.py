"""The tax inside a price, by category and country."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import F

from catalog.models import Category, TaxRate

NO_RATE = Decimal("0.00")


def percents(category_ids: Iterable[int | None], *, country: str) -> dict[int | None, Decimal]:
    """
    The tax in percent of each category, and under None the standard rate, which delivery has too. Two queries.

    The category's own rate, or that of its nearest ancestor that has one, or the standard rate; in the same place a
    rate of the country wins over one for all countries. Without any rate: 0.
    """
    wanted = {pk for pk in category_ids if pk is not None}
    rates = TaxRate.objects.filter(country__in=["", country]).annotate(path=F("category__path"))
    # A rate for all countries comes first, so that one for the country overwrites it.
    by_path = {rate.path: rate.percent for rate in rates.order_by("country", "id")}
    standard = by_path.get(None, NO_RATE)
    paths = dict(Category.objects.filter(pk__in=wanted).values_list("pk", "path")) if wanted else {}
    found: dict[int | None, Decimal] = {pk: _nearest(paths.get(pk, ""), by_path, standard) for pk in wanted}
    found[None] = standard
    return found


def _nearest(path: str, by_path: dict[str | None, Decimal], standard: Decimal) -> Decimal:
    while path:
        if path in by_path:
            return by_path[path]
        path = path.rpartition("/")[0]
    return standard
