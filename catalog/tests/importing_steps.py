"""What the tests of an import in steps share."""

import io
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Seller
from catalog.importing import runs
from catalog.importing.runs import matching
from catalog.models import Import
from catalog.tests.files import MUGS
from shop.core import jobs


def upload(content: str | bytes, name: str = "mugs.csv") -> io.BytesIO:
    file = io.BytesIO(content.encode() if isinstance(content, str) else content)
    file.name = name
    return file


def started(seller: Seller, content: str | bytes = MUGS, **more: Any) -> Import:
    values = {"publish": False, "by": seller.user, "now": timezone.now(), **more}
    return runs.start(seller=seller, products=upload(content), **values)


def matched(run: Import, **more: Any) -> Import:
    values = {"unknown_category": "reject", "category": None, "by": run.seller.user, "now": timezone.now(), **more}
    return runs.match(run=run, matches=matching.guessed(run), **values)


def checked(seller: Seller, content: str | bytes = MUGS, **more: Any) -> Import:
    """An import whose preview is there."""
    rule = {name: more.pop(name) for name in ("unknown_category", "category") if name in more}
    run = matched(started(seller, content, **more), **rule)
    jobs.run_waiting()
    return fresh(run)


def imported(seller: Seller, content: str | bytes = MUGS, **more: Any) -> Import:
    """An import that is over."""
    run = checked(seller, content, **more)
    runs.confirm(run=run, by=seller.user, now=timezone.now())
    jobs.run_waiting()
    return fresh(run)


def undone(run: Import) -> Import:
    runs.undo(run=run, by=run.seller.user, now=timezone.now())
    jobs.run_waiting()
    return fresh(run)


def fresh(run: Import) -> Import:
    return Import.objects.select_related("seller__user").get(pk=run.pk)


def go_silent(run: Import) -> None:
    """As if the worker that holds the lease had been killed a while ago."""
    Import.objects.filter(pk=run.pk).update(leased_at=timezone.now() - timedelta(minutes=5))
