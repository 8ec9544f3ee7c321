"""The second step: what the columns mean. Guessed from what they meant the last time, their names and their cells."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from catalog.importing import columns, contents
from catalog.importing.runs import checking, failures
from catalog.models import Category, ColumnMemory, Import, ImportStatus, UnknownCategory
from shop.core import jobs


def guessed(run: Import) -> list[list[str]]:
    """Our column for each column of each file; empty where there is no guess."""
    memory = ColumnMemory.objects.filter(seller=run.seller_id).values_list("matches", flat=True).first() or {}
    return [
        _guess(header["names"], header["samples"], memory, is_variants=bool(number))
        for number, header in enumerate(run.headers)
    ]


def _guess(
    names: Sequence[str], samples: Sequence[Sequence[str]], memory: dict[str, str], *, is_variants: bool
) -> list[str]:
    known = {name: memory[columns.folded(name)] for name in names if columns.folded(name) in memory}
    matched = columns.guess(names, by_hand=known, is_variants=is_variants)
    targets = [target or "" for target in matched.targets]
    # Such a column is our own, of a file of rejected rows.
    forgotten = [names[i] not in known and names[i] != failures.REASON for i in range(len(targets))]
    return contents.completed(targets, samples, free=forgotten)


@transaction.atomic
def match(
    *, run: Import, matches: Sequence[Sequence[str]], unknown_category: str, category: Category | None, by: User,
    now: datetime,
) -> Import:  # fmt: skip
    """
    Say what the columns mean, and have the file checked. The shop's next file starts with the same answers.

    :param matches: per file our column by position, empty to leave it out.
    :param category: where products of unknown categories go, if that is what shall happen to them.
    :raises columns.BadMapping: for a column of ours that is meant twice, or none that says which product is meant.
    :raises states.IllegalMove: while the import runs, or after it.
    """
    run = Import.objects.locked().get(pk=run.pk)
    for targets in matches:
        _check(targets)
    if unknown_category != UnknownCategory.ONE:
        category = None
    run.move_to(
        ImportStatus.CHECKING, by=by, at=now, matches=[list(targets) for targets in matches], problem="", total=0,
        done=0, figures={}, unknown_category=unknown_category, category=category,
    )  # fmt: skip
    _remember(run)
    jobs.enqueue(checking.check, run_id=run.pk)
    return run


def _check(targets: Sequence[str]) -> None:
    used = [target for target in targets if target and not target.startswith(columns.ATTRIBUTE)]
    twice = next((target for target in used if used.count(target) > 1), None)
    if twice:
        text = _("Two columns are matched to “%(column)s”. Leave one of them out.")
        raise columns.BadMapping(text % {"column": columns.label(twice)})
    if not set(used) & {"title", "sku", "handle", "parent_sku"}:
        raise columns.BadMapping(_("Match a column to “Title”, “SKU” or “Handle”: it says which product is meant."))


def _remember(run: Import) -> None:
    memory, _made = ColumnMemory.objects.get_or_create(seller_id=run.seller_id)
    for header, targets in zip(run.headers, run.matches, strict=True):
        memory.matches |= {columns.folded(name): t for name, t in zip(header["names"], targets, strict=True) if name}
    memory.matches = dict(list(memory.matches.items())[-500:])
    memory.save(update_fields=["matches"])
