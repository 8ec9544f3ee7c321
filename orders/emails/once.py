"""
A mail goes out once, although its job may run twice.

A row per mail is claimed before the mail server is called and marked afterwards, outside any transaction. A job that
runs again finds the mark and is done. A process that is killed between the sending and the mark leaves a claim; when it
is old enough the mail is sent a second time, since a mail too many is the smaller evil than one too few.
"""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from orders.models import SentMail

# Longer than any mail server takes; the next try of the job comes earlier and waits for its turn.
CLAIM_LASTS = timedelta(minutes=5)


class Busy(Exception):
    """Another process is sending it at this moment, or was killed while it did: the job is run again."""


def once(key: str, send: Callable[[], None]) -> None:
    """
    Call `send` unless the mail of this key went out before.

    :raises Busy: while somebody else holds the claim.
    """
    now = timezone.now()
    SentMail.objects.bulk_create([SentMail(key=key)], ignore_conflicts=True)
    free = Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM_LASTS)
    if not SentMail.objects.filter(free, key=key, sent_at=None).update(claimed_at=now):
        if SentMail.objects.filter(key=key, sent_at=None).exists():
            raise Busy(key)
        return
    try:
        send()
    except Exception:  # whatever kept it from going, the next try may send it
        SentMail.objects.filter(key=key).update(claimed_at=None)
        raise
    SentMail.objects.filter(key=key).update(sent_at=timezone.now())
