"""The fourth step: the seller says go."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from catalog.importing.runs import taking
from catalog.models import Import, ImportStatus, ItemState
from shop.core import errors, jobs


class NotReady(errors.DomainError):
    """There is nothing to import, or nothing to try again."""


@transaction.atomic
def confirm(*, run: Import, by: User, now: datetime) -> Import:
    """
    Have the correct rows written.

    :raises NotReady: where there are none. :raises states.IllegalMove: before the check, and a second time.
    """
    run = Import.objects.locked().get(pk=run.pk)
    count = run.items.filter(state=ItemState.WAITING, kind__in=taking.KINDS).count()
    if not count:
        raise NotReady(_("Nothing in this file is new or different."))
    run.move_to(ImportStatus.RUNNING, by=by, at=now, total=count, done=0, started_at=now)
    jobs.enqueue(taking.take, run_id=run.pk)
    return run


@transaction.atomic
def try_again(*, run: Import, by: User, now: datetime) -> Import:
    """
    Have those products written that could not be written the first time.

    :raises NotReady: where there are none. :raises states.IllegalMove: where the import is not over.
    """
    run = Import.objects.locked().get(pk=run.pk)
    count = run.items.filter(state=ItemState.FAILED).update(state=ItemState.WAITING)
    if not count:
        raise NotReady(_("Everything was written."))
    run.move_to(ImportStatus.RUNNING, by=by, at=now, total=count, done=0)
    jobs.enqueue(taking.take, run_id=run.pk)
    return run
