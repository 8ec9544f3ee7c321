"""
How many answers of an hour were errors of ours (5xx), and how many refused somebody for haste (429): two numbers per
hour in Redis, gone after two days, that name nobody. The office's overview shows the worst hour of the last day.
"""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HOURS = 24
_KEPT = 48 * 3600


@dataclass(frozen=True)
class Kind:
    """:ivar noted_from: fewer in an hour are no news."""

    label: str | Promise
    noted_from: int


KINDS = {
    "errors": Kind(_("Answers that failed, in the worst hour"), 1),
    "refusals": Kind(_("Requests refused for haste, in the worst hour"), 30),
}


@dataclass(frozen=True)
class Peak:
    label: str | Promise
    count: int
    hour: datetime


class Counting:
    """Outside of everything that may fail, so that it sees what was answered in the end."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code >= 500:
            count("errors", now=timezone.now())
        elif response.status_code == 429:
            count("refusals", now=timezone.now())
        return response


def count(kind: str, *, now: datetime) -> None:
    """Without Redis nothing is counted: whoever is refused or fails must not wait for a statistic."""
    key = _key(kind, now)
    cache.add(key, 0, _KEPT)
    with contextlib.suppress(ValueError):  # evicted between the two calls: one answer is not counted
        cache.incr(key)


def worst(*, now: datetime) -> list[Peak]:
    """Of each kind the worst of the last hours, where it is worth a look. One question to Redis."""
    hours = [_hour(now) - timedelta(hours=back) for back in range(HOURS)]
    found = cache.get_many([_key(kind, hour) for kind in KINDS for hour in hours])
    peaks = []
    for name, kind in KINDS.items():
        most, hour = max((int(found.get(_key(name, hour)) or 0), hour) for hour in hours)
        if most >= kind.noted_from:
            peaks.append(Peak(kind.label, most, hour))
    return peaks


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


def _key(kind: str, moment: datetime) -> str:
    return f"peaks:{kind}:{int(moment.timestamp()) // 3600}"
