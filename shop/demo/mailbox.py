"""
Which jobs the operations enqueue while they build the past.

Nobody wants a hundred mails about last month, so those are not written. What happened in the last day is, where mail
goes to the developers' mailbox and not out into the world. The search learns all words at once, at the end.
"""

from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from django.conf import settings

from catalog import lexicon
from shop.core import jobs

RECENT = timedelta(hours=24)


def about(happened: datetime, *, now: datetime) -> AbstractContextManager[None]:
    """Within this block operations build something that `happened` then."""
    mails_wanted = happened >= now - RECENT and _goes_to_developers()
    later = jobs.name_of(lexicon.learn)
    return jobs.muted(lambda name: name == later or (is_mail(name) and not mails_wanted))


def is_mail(name: str) -> bool:
    """Functions are named like "orders.emails.parcels:send_shipped": see `shop.core.jobs.name_of`."""
    return "emails" in name.partition(":")[0].split(".")


def _goes_to_developers() -> bool:
    return settings.EMAIL_BACKEND.endswith((".filebased.EmailBackend", ".locmem.EmailBackend"))
