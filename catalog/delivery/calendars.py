"""
Public holidays by region and year, worked out once and kept in DATA_DIR.

The library that knows them takes 17 MB in a process as soon as it is asked. So it is asked where the shop starts and
every night by the background worker; a web worker reads the dozen days that were kept, and asks only for a year or a
country that nobody has prepared.
"""

import functools
import importlib
import json
import os
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from catalog.models import Area

YEARS = 3


class UnknownRegion(Exception):
    """Nobody keeps a calendar of this country, or it has no such part."""


@functools.lru_cache(maxsize=512)
def holidays(region: str, year: int) -> frozenset[date]:
    """The public holidays of "DE" or "DE-BE" in a year; none where nobody keeps a calendar."""
    try:
        return frozenset(date.fromisoformat(day) for day in json.loads(_file(region, year).read_text()))
    except (OSError, ValueError):
        pass  # not prepared, or a file that a crash cut short
    try:
        return frozenset(_worked_out(region, year))
    except UnknownRegion:
        return frozenset()


def prepare_holidays(*, now: datetime) -> None:
    """
    Keep the holidays of the shops' region and of every country that is delivered to, for this year and the next two.

    :raises UnknownRegion: if nobody keeps a calendar of the shops' region. Countries without one are passed over.
    """
    year = timezone.localtime(now).year
    countries = Area.objects.order_by("country").values_list("country", flat=True).distinct()
    for region in [settings.HOLIDAYS_REGION, *map(str, countries)]:
        for each in range(year, year + YEARS):
            try:
                _keep(region, each)
            except UnknownRegion:
                if region == settings.HOLIDAYS_REGION:
                    raise


def _keep(region: str, year: int) -> None:
    path = _file(region, year)
    if path.exists():
        return
    days = sorted(day.isoformat() for day in _worked_out(region, year))
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(f".{os.getpid()}")  # of two processes that start together, each writes its own
    half.write_text(json.dumps(days))
    half.replace(path)


def _file(region: str, year: int) -> Path:
    return Path(settings.DATA_DIR) / "holidays" / f"{region}-{year}.json"


def _worked_out(region: str, year: int) -> Iterable[date]:
    library = importlib.import_module("holidays")  # here and not above, for the sake of its 17 MB
    country, _dash, part = region.partition("-")
    try:
        return list(library.country_holidays(country, subdiv=part or None, years=year))
    except NotImplementedError:
        raise UnknownRegion(region) from None
