"""The last step, if it is taken: everything as it was before the import, while nothing of it was sold."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from catalog.importing.runs import leases, reverting
from catalog.models import Import, ImportStatus, ItemState
from shop.core import errors, jobs

logger = logging.getLogger(__name__)

BATCH = 100


class NotUndoable(errors.DomainError):
    """Something of the import was sold."""


def why_not_undoable(run: Import) -> str:
    """A sentence, or nothing where it can be undone."""
    if run.status != ImportStatus.DONE:
        return str(_("Only a finished import can be undone."))
    sold = reverting.sold(run).values("variant__product").distinct().count()
    if sold:
        text = ngettext(
            "%(n)d product of this import was ordered since. It can no longer be undone.",
            "%(n)d products of this import were ordered since. It can no longer be undone.",
            sold,
        )
        return text % {"n": sold}
    return "" if run.items.filter(state=ItemState.WRITTEN).exists() else str(_("Nothing was written."))


@transaction.atomic
def undo(*, run: Import, by: User, now: datetime) -> Import:
    """
    Have everything brought back: new products go, changed ones become what they were.

    :raises NotUndoable: where something of it was sold, or it is not over.
    """
    run = Import.objects.locked().get(pk=run.pk)
    reason = why_not_undoable(run)
    if reason:
        raise NotUndoable(reason)
    count = run.items.filter(state=ItemState.WRITTEN).count()
    run.move_to(ImportStatus.UNDOING, by=by, at=now, total=count, done=0)
    jobs.enqueue(revert, run_id=run.pk)
    return run


@jobs.job
def revert(*, run_id: int) -> None:
    """Undo what is still to be undone, last first. Stopped half way, the next one goes on."""
    run = leases.take(run_id, status=ImportStatus.UNDOING)
    if run is None:
        return
    try:
        while items := list(run.items.filter(state=ItemState.WRITTEN).order_by("-number")[:BATCH]):
            reverting.revert(run, items, now=timezone.now())
        with transaction.atomic():
            leases.renew(run, done=0)
            run.move_to(ImportStatus.UNDONE, by=None, at=timezone.now())
    except leases.Lost:
        logger.info("import_taken_over", extra={"run": run_id})
    finally:
        leases.give_up(run)
