"""The fifth step, a job: the checked products are written, a hundred in one transaction with the note that they are."""

import logging
from collections.abc import Sequence

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.importing import photos
from catalog.importing.drafts import Draft
from catalog.importing.faults import Fault
from catalog.importing.finding import Finder
from catalog.importing.gathering import Gathering
from catalog.importing.report import Report
from catalog.importing.runs import checking, faulting, files, leases, marking, stored
from catalog.importing.writing import Writer
from catalog.models import Import, ImportFault, ImportItem, ImportStatus, ItemKind, ItemState
from shop.core import jobs

logger = logging.getLogger(__name__)

BATCH = 100
# Their pictures are decoded between two transactions, and the page shows how far the work is.
BATCH_WITH_PICTURES = 10
KINDS = (ItemKind.NEW, ItemKind.CHANGED)


@jobs.job
def take(*, run_id: int) -> None:
    """Write what is still to be written. Stopped half way, the next one goes on with the batch that was not done."""
    run = leases.take(run_id, status=ImportStatus.RUNNING)
    if run is None:
        return
    try:
        with files.opened(run, "pictures") as archive, photos.opened(archive) as source:
            taker = Taker(run, source)
            while items := _next(run):
                taker.take(items)
        _finish(run)
    except leases.Lost:
        logger.info("import_taken_over", extra={"run": run_id})
    finally:
        leases.give_up(run)


class Taker:
    """Batch after batch of one import."""

    def __init__(self, run: Import, source: photos.Photos) -> None:
        self.run = run
        self.faults: list[Fault] = []
        self.report = Report(on_note=lambda note: None)
        finder = Finder(seller=run.seller, place=checking.place_of(run), by=run.by, note=lambda note: None)
        beat = leases.Pulse(run).beat
        gathering = Gathering(seller=run.seller, source=source, report=self.report, by=run.by, go_on=beat)
        self.marker = marking.Marker(run)
        self.writer = Writer(
            finder=finder, gathering=gathering, report=self.report, reject=self.faults.append, publish=run.publish,
            now=timezone.now(), source=f"import:{run.pk}", inside=self.marker.mark,
        )  # fmt: skip

    def take(self, items: Sequence[ImportItem]) -> None:
        """One batch, whole or not at all. One that fails for no reason of its own is named and left for another try."""
        found = [self._draft(item) for item in items]
        self.marker.expect(items)
        pictures = self.report.pictures
        try:
            self.writer.write([draft for draft in found if draft is not None])
        except (leases.Lost, OperationalError, InterfaceError):
            raise
        except Exception:
            # Whatever one batch meets, the next ones are still worth writing: it rolled back, is logged and named.
            logger.exception("import_batch_failed", extra={"run": self.run.pk})
            self._fail(items)
        self.marker.count("pictures", self.report.pictures - pictures)
        ImportFault.objects.bulk_create(faulting.kept(self.run, self.faults, is_note=False))
        self.faults.clear()

    def _draft(self, item: ImportItem) -> Draft | None:
        draft = stored.draft(item, reject=self.faults.append)
        if draft is not None:
            draft.tag = item.pk
        return draft

    @transaction.atomic
    def _fail(self, items: Sequence[ImportItem]) -> None:
        text = _("Lines %(first)d to %(last)d could not be written, and nothing of them was. Try again.")
        reason = text % {"first": items[0].line, "last": items[-1].line}
        self.faults.append(Fault("", items[0].line, "", "", reason))
        ImportItem.objects.filter(pk__in=[item.pk for item in items]).update(state=ItemState.FAILED)
        leases.renew(self.run, done=len(items))


def _next(run: Import) -> list[ImportItem]:
    waiting = run.items.filter(state=ItemState.WAITING, kind__in=KINDS)
    return list(waiting.order_by("number")[: BATCH_WITH_PICTURES if "pictures" in run.files else BATCH])


@transaction.atomic
def _finish(run: Import) -> None:
    leases.renew(run, done=0)
    now = timezone.now()
    run.move_to(ImportStatus.DONE, by=None, at=now, finished_at=now)
