"""Imports do not stay for ever, and none stays half done because its worker went away."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from catalog.importing.runs import checking, files, leases, taking, undoing
from catalog.models import Import, ImportStatus
from catalog.models.transfer import WORKING
from shop.core import jobs

KEEP_FOR = timedelta(days=14)
_JOBS = {
    ImportStatus.CHECKING: checking.check,
    ImportStatus.RUNNING: taking.take,
    ImportStatus.UNDOING: undoing.revert,
}


def revive(*, now: datetime) -> int:
    """Give imports whose worker was killed to another one; answers how many."""
    silent = Q(lease="") | Q(leased_at__lt=now - leases.SILENT_FOR)
    rows = list(Import.objects.filter(silent, status__in=WORKING).order_by("pk")[:100])
    for run in rows:
        jobs.enqueue(_JOBS[ImportStatus(run.status)], once_as=f"import:{run.pk}", run_id=run.pk)
    return len(rows)


def discard_old(*, now: datetime) -> int:
    """Remove imports of long ago with their files; answers how many. What they brought stays."""
    rows = Import.objects.filter(created_at__lt=now - KEEP_FOR).exclude(status__in=WORKING).order_by("pk")
    done = 0
    for run in rows[:200]:
        with transaction.atomic():
            # Its events, items and faults in statements of their own: tens of thousands of rows.
            run.items.all().delete()
            run.faults.all().delete()
            jobs.enqueue(remove_files, names=run.files)
            run.delete()
        done += 1
    return done


@jobs.job
def remove_files(*, names: dict[str, str]) -> None:
    """Delete stored files of an import."""
    files.remove(names)
