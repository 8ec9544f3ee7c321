"""
Who works on an import: one worker at a time, and another as soon as it has not been heard of for a while.

The lease is renewed in the transaction of every batch. A worker whose lease was taken over finds out there, and what
it was about to commit rolls back.
"""

import secrets
import time
from datetime import timedelta

from django.db.models import F, Q
from django.db.models.functions import Now

from catalog.models import Import

# Longer than any batch takes.
SILENT_FOR = timedelta(seconds=90)
PULSE_SECONDS = 10.0


class Lost(Exception):
    """Another worker has taken over."""


def take(run_id: int, *, status: str) -> Import | None:
    """Take an import that waits in this state, unless somebody is at it."""
    token = secrets.token_hex(16)
    free = Q(lease="") | Q(leased_at__lt=Now() - SILENT_FOR)
    rows = Import.objects.filter(free, pk=run_id, status=status)
    if not rows.update(lease=token, leased_at=Now()):
        return None
    return Import.objects.select_related("seller", "by", "category").get(pk=run_id)


def renew(run: Import, *, done: int) -> None:
    """
    Say that the work goes on, and how far it is.

    :param done: products since the last time.
    :raises Lost: where it is no longer ours.
    """
    rows = Import.objects.filter(pk=run.pk, lease=run.lease, status=run.status)
    if not rows.update(leased_at=Now(), done=F("done") + done):
        raise Lost


class Pulse:
    """Renews a lease now and then during work that writes nothing of its own, such as decoding pictures."""

    def __init__(self, run: Import) -> None:
        self._run, self._last = run, time.monotonic()

    def beat(self) -> None:
        """:raises Lost: where it is no longer ours."""
        if time.monotonic() - self._last >= PULSE_SECONDS:
            renew(self._run, done=0)
            self._last = time.monotonic()


def give_up(run: Import) -> None:
    """Let the next one take it at once."""
    Import.objects.filter(pk=run.pk, lease=run.lease).update(lease="", leased_at=None)
