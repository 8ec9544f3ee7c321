"""The third step, a job: the whole file is read and compared with the shop. Nothing of the shop changes."""

import logging
from contextlib import ExitStack
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.importing import batches, columns, photos, shapes, tables
from catalog.importing.finding import Finder, Place
from catalog.importing.gathering import Gathering
from catalog.importing.report import Report
from catalog.importing.runs import files, leases
from catalog.importing.runs.comparing import Comparer
from catalog.importing.runs.findings import Findings
from catalog.importing.staging import Staging
from catalog.models import Import, ImportStatus, UnknownCategory
from shop.core import errors, jobs

logger = logging.getLogger(__name__)

MOST_ROWS = 100_000
BATCH = 200
_RENEW_AFTER_ROWS = 5_000


@jobs.job
def check(*, run_id: int) -> None:
    """Check an import. Stopped half way, it starts again from the first row."""
    run = leases.take(run_id, status=ImportStatus.CHECKING)
    if run is None:
        return
    try:
        _check(run)
    except leases.Lost:
        logger.info("import_taken_over", extra={"run": run_id})
    except (errors.DomainError, FileNotFoundError) as error:
        gone = _("The file is no longer there. Upload it again.")
        _move(run, ImportStatus.FAILED, problem=error.message if isinstance(error, errors.DomainError) else gone)
    finally:
        leases.give_up(run)


def place_of(run: Import) -> Place:
    """What the seller said of categories that are not ours."""
    return Place(leave=run.unknown_category == UnknownCategory.NONE, instead=run.category)


def _check(run: Import) -> None:
    run.items.all().delete()
    run.faults.all().delete()
    Import.objects.filter(pk=run.pk).update(done=0)
    findings = Findings(run)
    with ExitStack() as stack:
        staging = stack.enter_context(Staging(on_fault=findings.fault))
        shape = _read(run, stack, staging, findings)
        source = stack.enter_context(photos.opened(stack.enter_context(files.opened(run, "pictures"))))
        report = Report(on_note=findings.note)
        finder = Finder(seller=run.seller, place=place_of(run), by=run.by, note=report.note)
        gathering = Gathering(seller=run.seller, source=source, report=report, by=run.by)
        comparer = Comparer(finder=finder, gathering=gathering, reject=staging.reject, publish=run.publish)
        Import.objects.filter(pk=run.pk).update(total=staging.count())
        for batch in batches.of(staging, size=BATCH, shape=shape):
            items = comparer.items(batch.drafts)
            with transaction.atomic():
                leases.renew(run, done=batch.groups)
                findings.keep(items)
    shapes.keep(run.seller, shape)
    findings.figures |= {"rows": staging.rows_read, "rejected": staging.rows_rejected}
    _move(run, ImportStatus.READY, figures=findings.figures)


def _read(run: Import, stack: ExitStack, staging: Staging, findings: Findings) -> shapes.Shape | None:
    renewed = 0
    shape: shapes.Shape | None = None

    def go_on(position: int) -> None:
        nonlocal renewed
        if staging.rows_read - renewed >= _RENEW_AFTER_ROWS:
            renewed = staging.rows_read
            leases.renew(run, done=0)

    for number, (name, targets) in enumerate(zip(("products", "variants"), run.matches, strict=False)):
        file = stack.enter_context(files.opened(run, name))
        if file is None:
            continue
        table = tables.opened(file, label="variants" if number else "")
        shape = shape if number else shapes.Shape.of(table)
        matched = columns.Matched(tuple(target or None for target in targets), tuple(table.header))
        findings.figures["ignored"] = [*findings.figures.get("ignored", []), *matched.ignored]
        staging.load(table, matched, is_variants=bool(number), progress=go_on, most_rows=MOST_ROWS)
    return shape


@transaction.atomic
def _move(run: Import, status: str, **changes: Any) -> None:
    leases.renew(run, done=0)
    run.move_to(status, by=None, at=timezone.now(), **changes)
