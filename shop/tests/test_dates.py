"""Dates and numbers in the order and with the marks of each language."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from shop.core import dates, money, numbers

DAY = datetime(2026, 11, 24, 14, 30)  # noqa: DTZ001 - local already
ARABIC = "\u200f"


@pytest.mark.parametrize(
    ("language", "pattern", "expected"),
    [
        ("en", "D j M", "Tue 24 Nov"),
        ("en", "l j F, H:i", "Tuesday 24 November, 14:30"),
        ("de", "D j M", "Di, 24. Nov"),
        ("de", "D j", "Di, 24."),
        ("de", "l, j F", "Dienstag, 24. November"),
        ("de", "j F Y, H:i", "24. November 2026, 14:30"),
        ("de", "F Y", "November 2026"),
        ("de", "c", "2026-11-24T14:30:00"),
        ("ar", "j F Y", "24 نوفمبر 2026"),
        ("ar", "j F Y, H:i", "24 نوفمبر 2026، 14:30"),
    ],
)
def test_writes_a_date_as_the_language_does(language, pattern, expected):
    with translation.override(language):
        assert dates.shown(DAY, pattern) == expected


def test_the_filter_of_templates_does_the_same_in_local_time():
    moment = timezone.make_aware(DAY, timezone.get_default_timezone())

    with translation.override("de"):
        shown = Template('{{ day|date:"D j M, H:i" }} {{ none|date:"j F" }}').render(Context({"day": moment}))

    assert shown == "Di, 24. Nov, 14:30 "


@pytest.mark.parametrize(
    ("language", "amount", "expected"),
    [
        ("en", "52.90", "€52.90"),
        ("en", "-1234.50", "−€1,234.50"),
        ("de", "52.90", "52,90\u00a0€"),
        ("de", "-1234567.50", "−1.234.567,50\u00a0€"),
        ("ar", "52.90", f"{ARABIC}52.90\u00a0€"),
        ("ar", "-1234.50", f"{ARABIC}\u200e−1,234.50\u00a0€"),
    ],
)
def test_writes_an_amount_as_the_language_does(language, amount, expected):
    with translation.override(language):
        assert money.shown(Decimal(amount)) == expected


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_what_programs_read_is_the_same_in_every_language(language):
    with translation.override(language):
        assert money.as_json(Decimal("1234.5")).model_dump() == {"amount": "1234.50", "currency": "EUR"}


@pytest.mark.parametrize(("language", "expected"), [("en", "10,000"), ("de", "10.000"), ("ar", "10,000")])
def test_sets_the_thousands_apart(language, expected):
    with translation.override(language):
        assert numbers.shown(10_000) == expected


@pytest.mark.parametrize("language", ["en", "de", "ar"])
@pytest.mark.parametrize("typed", ["12.50", "12,50"])
def test_an_amount_is_read_with_either_mark(language, typed):
    with translation.override(language):
        assert money.parsed(typed) == Decimal("12.50")
