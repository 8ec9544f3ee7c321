"""The order of categories under one parent: up and down by one place, without dragging."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from catalog.models import Category
from shop.core import errors


class AtTheEnd(errors.DomainError):
    """There is no place further up, or down."""


@transaction.atomic
def shift(*, category: Category, steps: int, by: User | None, now: datetime) -> Category:
    """
    Change places with the sibling before it (-1) or behind it (1). Addresses stay as they are.

    :raises AtTheEnd: and then nothing changed.
    """
    rows: list[Category] = list(
        Category.objects.select_for_update(of=("self",), no_key=True)
        .filter(parent=category.parent_id)
        .order_by("position", "name", "id")
    )
    place = next(index for index, row in enumerate(rows) if row.pk == category.pk)
    other = place + steps
    if not 0 <= other < len(rows):
        raise AtTheEnd(_("It is the first already.") if steps < 0 else _("It is the last already."))
    rows[place], rows[other] = rows[other], rows[place]
    for number, row in enumerate(rows):
        row.position = number
    Category.objects.bulk_update(rows, ["position"])
    before, after = {"place": place + 1}, {"place": other + 1}
    audit.record(by=by, action="reorder", about=category, at=now, before=before, after=after)
    return rows[other]
