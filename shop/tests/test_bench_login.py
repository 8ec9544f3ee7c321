from io import StringIO

import pytest
from django.core.management import call_command

from accounts.models import User
from shop.core.statistics import mann_whitney


def test_tells_two_samples_apart():
    first, second = [float(n) for n in range(100)], [n + 50.5 for n in range(100)]

    above, chance = mann_whitney(second, first)

    assert above > 0.8
    assert chance < 0.001


def test_finds_nothing_where_nothing_is():
    first, second = [float(n) for n in range(100)], [n + 0.5 for n in range(100)]

    above, chance = mann_whitney(first, second)

    assert above == pytest.approx(0.5, abs=0.01)
    assert chance > 0.8


@pytest.mark.slow
@pytest.mark.django_db
def test_reports_every_door_with_one_status_and_keeps_nothing(settings):
    out = StringIO()

    call_command("bench_login", samples=20, stdout=out)

    rows = [line for line in out.getvalue().splitlines() if line.rstrip()[-1:].isdigit()]
    statuses = {line[:28].strip(): {row[39:46].strip() for row in rows if row[:28] == line[:28]} for line in rows}
    assert len(rows) == 18
    assert all(len(found) == 1 and "/" not in next(iter(found)) for found in statuses.values())
    assert not User.objects.exists()
