"""Public holidays are worked out once, kept, and read without the library that knows them."""

import importlib
from datetime import UTC, date, datetime

import pytest

from catalog.delivery import calendars
from catalog.tests.factories import AreaFactory

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
WOMENS_DAY, CHRISTMAS = date(2026, 3, 8), date(2026, 12, 25)


@pytest.fixture(autouse=True)
def own_place(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    calendars.holidays.cache_clear()
    yield
    calendars.holidays.cache_clear()


@pytest.fixture
def without_library(monkeypatch):
    def refuse(name):
        raise AssertionError(f"{name} was imported")

    return lambda: monkeypatch.setattr(importlib, "import_module", refuse)


def test_prepared_regions_need_the_library_no_more(db, settings, without_library):
    settings.HOLIDAYS_REGION = "DE-BE"
    AreaFactory(name="Vienna", country="AT")
    calendars.prepare_holidays(now=NOW)
    without_library()

    assert {WOMENS_DAY, CHRISTMAS} <= calendars.holidays("DE-BE", 2026)
    assert CHRISTMAS in calendars.holidays("AT", 2026)
    assert WOMENS_DAY not in calendars.holidays("AT", 2026)
    assert calendars.holidays("DE-BE", 2028)


@pytest.mark.parametrize("left_behind", [None, "", '["2026-12-2'], ids=["nothing", "an empty file", "half a file"])
def test_what_is_not_kept_whole_is_worked_out(tmp_path, left_behind):
    if left_behind is not None:
        (tmp_path / "holidays").mkdir()
        (tmp_path / "holidays" / "DE-2026.json").write_text(left_behind)

    assert CHRISTMAS in calendars.holidays("DE", 2026)


def test_a_country_without_a_calendar_has_no_holidays_and_stops_nobody(db, settings):
    settings.HOLIDAYS_REGION = "DE"
    AreaFactory(name="Nowhere", country="XX")

    calendars.prepare_holidays(now=NOW)

    assert calendars.holidays("XX", 2026) == frozenset()


def test_a_shop_region_that_nobody_knows_is_refused(db, settings, tmp_path):
    settings.HOLIDAYS_REGION = "DE-QQ"

    with pytest.raises(calendars.UnknownRegion, match="DE-QQ"):
        calendars.prepare_holidays(now=NOW)

    assert not (tmp_path / "holidays").exists()
